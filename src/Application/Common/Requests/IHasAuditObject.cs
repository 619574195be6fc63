namespace Vemap.Application.Common.Requests;

/// <summary>A request that names an object by its id. Its entry in the audit log is about that object.</summary>
public interface IHasAuditObject
{
    /// <summary>The object that the request is about, the most specific one of its path: of a project, a closure and a file it is the file. Null when an
    /// optional filter is not given.</summary>
    IId? AuditObject { get; }
}
