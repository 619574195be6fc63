namespace Vemap.Application.Common.Requests;

/// <summary>A request with an HTTP body. Faults in it are reported under their JSON Pointer into the body.</summary>
public interface IHasBody<out TBody>
    where TBody : class
{
    /// <summary>The body; null only where the endpoint accepts a request without one.</summary>
    TBody? Body { get; }
}
