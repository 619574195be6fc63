namespace Vemap.Domain.Common;

/// <summary>A limit that a request would exceed, and when there is room again; clients read it from the headers of the refusal.</summary>
/// <param name="Name">Kebab-case, such as "invitations".</param>
/// <param name="Quota">How much the limit allows within a window.</param>
/// <param name="Window">Zero when the limit counts what happens at the same moment.</param>
/// <param name="RetryAfter">How long to wait before trying again.</param>
public readonly record struct ExceededLimit(string Name, long Quota, TimeSpan Window, TimeSpan RetryAfter);
