namespace Vemap.Application.Common.Requests;

/// <summary>A result that carries the version of its aggregate, which HTTP sends as the ETag.</summary>
public interface IVersioned
{
    /// <summary>The version after the request.</summary>
    int Version { get; }
}
