namespace Vemap.Web.Http;

/// <summary>The query keys that every list has, bound by [AsParameters].</summary>
internal sealed record PageQuery(string? Cursor, int? Limit, bool? Count);
