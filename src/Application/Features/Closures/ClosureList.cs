using System.Linq.Expressions;
using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>What the lists of closures, of one project and of the environment, share.</summary>
public interface IClosureFilters : IPaged
{
    /// <summary>Those in one of these states; null: in any.</summary>
    IReadOnlyList<ClosureStatus>? Status { get; }

    /// <summary>Closures that end after this.</summary>
    DateTimeOffset? From { get; }

    /// <summary>Closures that start before this.</summary>
    DateTimeOffset? To { get; }

    /// <summary>"west,south,east,north" in degrees.</summary>
    string? Bbox { get; }

    /// <summary>The beginning of the title, the place, the number or the road number.</summary>
    string? Text { get; }
}

/// <summary>A closure in a list; its geometry is told as the box around it.</summary>
/// <param name="PlanApprovalIsVoid">It is confirmed, and no plan is approved for it any more.</param>
/// <param name="LiveStatus">What goes on now; null before it is confirmed.</param>
public sealed record ClosureItem(
    ClosureId Id,
    ProjectId ProjectId,
    string Number,
    string Title,
    string? RoadNumber,
    decimal? HectometerFrom,
    decimal? HectometerTo,
    RoadSide? Side,
    string Place,
    ClosureStatus Status,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    Hindrance? Hindrance,
    double West,
    double South,
    double East,
    double North,
    bool PlanApprovalIsVoid,
    ClosureLiveStatus? LiveStatus,
    int ContentVersion,
    int Version);

/// <summary>A closure as it is stored: its live status is the one reported, the clock comes in after the statement, which holds no moment
/// (docs/adr/0012).</summary>
internal sealed record ClosureRow(ClosureItem Item, DateTimeOffset? FirstEnd, DateTimeOffset? LastEnd)
{
    public ClosureItem At(DateTimeOffset now) =>
        Item.LiveStatus is { } reported && OccurrenceLife.LiveAt(reported, FirstEnd, LastEnd, now) is var live && live != reported ? Item with { LiveStatus = live } : Item;
}

internal static class ClosureLists
{
    private static readonly Expression<Func<Closure, DateTimeOffset>> Start = closure => closure.StartsAt;
    private static readonly Expression<Func<Closure, ClosureId>> Id = closure => closure.Id;

    // Made once: the list that is asked for most often would else spend more on its expression than on its rows.
    private static readonly Expression<Func<Closure, ClosureRow>> Row = closure => new ClosureRow(new ClosureItem(
        closure.Id,
        closure.ProjectId,
        closure.Number,
        closure.Title,
        closure.RoadNumber,
        closure.HectometerFrom,
        closure.HectometerTo,
        closure.Side,
        closure.Place,
        closure.Status,
        closure.StartsAt,
        closure.EndsAt,
        closure.HindranceScheme == null ? null : new Hindrance(closure.HindranceScheme.Value, closure.HindranceValue!),
        closure.West,
        closure.South,
        closure.East,
        closure.North,
        closure.Status == ClosureStatus.Confirmed && closure.NoPlanReason == null && !closure.PlanIsApproved,
        closure.Status == ClosureStatus.Confirmed || closure.Status == ClosureStatus.Cancelled ? closure.LiveStatus : null,
        closure.ContentVersion,
        closure.Version), closure.LiveFirstEnd, closure.LiveLastEnd);

    public static void ClosureFilters<T>(this AbstractValidator<T> validator)
        where T : IClosureFilters
    {
        validator.Paged(keys: 2);
        validator.RuleFor(request => request.Cursor).Must((request, cursor) => cursor is null || request.After() is not [var start, _] || TryInstant(start, out _))
            .WithErrorCode("unknown-cursor").WithMessage("Take the cursor from the next link of the page before.");
        validator.RuleFor(request => request.Bbox).MaximumLength(200).Must(box => box is null || Bounds.TryParse(box, out _))
            .WithErrorCode("bounding-box").WithMessage("West, south, east and north in degrees: 4.7,52.2,5.0,52.4.");
        validator.RuleFor(request => request.Text).MaximumLength(100);
        validator.RuleFor(request => request.To).Must((request, to) => to is null || request.From is null || to > request.From)
            .WithErrorCode("ends-before-start").WithMessage("The window ends after it starts.");
    }

    /// <summary>One statement over the index (environment, [project,] starts_at, id); all comparisons are ones that row-level security lets an index
    /// use.</summary>
    public static IQueryable<Closure> Matching(this IQueryable<Closure> closures, IClosureFilters filters)
    {
        if (filters.Status is { } statuses) closures = closures.Where(closure => statuses.Contains(closure.Status));
        if (filters.From is { } from) closures = closures.Where(closure => closure.EndsAt > from);
        if (filters.To is { } to) closures = closures.Where(closure => closure.StartsAt < to);
        if (filters.Bbox is { } box && Bounds.TryParse(box, out var bounds))
        {
            var (west, south, east, north) = bounds;
            closures = closures.Where(closure => closure.West <= east && closure.East >= west && closure.South <= north && closure.North >= south);
        }

        return filters.Text is { Length: > 0 } text ? closures.Beginning(text) : closures;
    }

    public static IQueryable<ClosureRow> InPages(this IQueryable<Closure> closures, IClosureFilters request)
    {
        if (request.After() is [var start, var last] && TryInstant(start, out var startsAt))
        {
            var id = ClosureId.Parse(last, null);
            closures = closures.Where(closure => closure.StartsAt >= startsAt && (closure.StartsAt > startsAt || closure.Id > id));
        }

        return closures.OrderBy(Start).ThenBy(Id).Take(request.Take()).Select(Row);
    }

    /// <summary>The first page of all closures, which everybody begins with.</summary>
    public static bool IsPlain(this IClosureFilters request) => request is { Status: null, From: null, To: null, Bbox: null, Text: null or "", Cursor: null };

    public static Page<ClosureItem> ToPage(this IClosureFilters request, IReadOnlyList<ClosureRow> rows, DateTimeOffset now) =>
        request.Page([.. rows.Select(row => row.At(now))], closure => [closure.StartsAt.UtcTicks.ToString(), closure.Id.ToString()]);

    public static bool TryInstant(string ticks, out DateTimeOffset instant)
    {
        var parsed = long.TryParse(ticks, out var count) && count >= 0 && count <= DateTimeOffset.MaxValue.Ticks;
        instant = parsed ? new DateTimeOffset(count, TimeSpan.Zero) : default;
        return parsed;
    }

    // A range instead of LIKE, which no index may use under row-level security. The columns are collated by bytes.
    private static IQueryable<Closure> Beginning(this IQueryable<Closure> closures, string text)
    {
        var (lower, lowerEnd) = (text.ToLowerInvariant(), text.ToLowerInvariant() + "\U0010FFFF");
        var (upper, upperEnd) = (text.ToUpperInvariant(), text.ToUpperInvariant() + "\U0010FFFF");
        return closures.Where(closure =>
            (string.Compare(closure.TitleSearch, lower) >= 0 && string.Compare(closure.TitleSearch, lowerEnd) < 0)
            || (string.Compare(closure.PlaceSearch, lower) >= 0 && string.Compare(closure.PlaceSearch, lowerEnd) < 0)
            || (string.Compare(closure.Number, upper) >= 0 && string.Compare(closure.Number, upperEnd) < 0)
            || (string.Compare(closure.RoadNumber, upper) >= 0 && string.Compare(closure.RoadNumber, upperEnd) < 0));
    }
}
