namespace Vemap.Domain.Closures;

/// <summary>How "until further notice" is stored where every row has an end: as one far instant that cannot be entered.</summary>
/// <remarks>
/// A real instant, not null: "ends after" then holds for an open end in every filter and index, and earlier versions of the program, which know no open end, keep
/// working. Validators accept ends until 2100; 2200 is near enough for an earlier version to enumerate the days until then.
/// </remarks>
public static class OpenEnd
{
    public static readonly DateTimeOffset Instant = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool Is(DateTimeOffset end) => end == Instant;

    /// <summary>The end as clients read it: null when there is none.</summary>
    public static DateTimeOffset? Shown(DateTimeOffset end) => end == Instant ? null : end;

    public static DateTimeOffset Stored(DateTimeOffset? end) => end?.ToUniversalTime() ?? Instant;
}
