using System.Linq.Expressions;
using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>The filters of the lists of closures, of one project and of the environment.</summary>
public interface IClosureFilters : IPaged
{
    /// <summary>Those in one of these states; null: in any.</summary>
    IReadOnlyList<ClosureStatus>? Status { get; }

    /// <summary>Closures that end after this, or have no end.</summary>
    DateTimeOffset? From { get; }

    /// <summary>Closures that start before this.</summary>
    DateTimeOffset? To { get; }

    /// <summary>"west,south,east,north" in degrees.</summary>
    string? Bbox { get; }

    /// <summary>Words that all occur in title, place, number or road number, each at least by its beginning. Capitals, accents and the kind of
    /// apostrophe do not matter.</summary>
    string? Text { get; }
}

/// <summary>A closure in a list, with the box around its geometry instead of the geometry.</summary>
/// <param name="EndsAt">Null: until further notice.</param>
/// <param name="PlanApprovalIsVoid">The closure is confirmed, needs a plan, and no plan is approved for it any more.</param>
/// <param name="LiveStatus">The state of the works now; null before the closure is confirmed.</param>
public sealed record ClosureItem(
    ClosureId Id,
    ProjectId ProjectId,
    string Number,
    string Title,
    string? RoadNumber,
    Hectometer? HectometerFrom,
    Hectometer? HectometerTo,
    RoadSide? Side,
    string Place,
    ClosureStatus Status,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    Hindrance? Hindrance,
    double West,
    double South,
    double East,
    double North,
    bool PlanApprovalIsVoid,
    ClosureLiveStatus? LiveStatus,
    int ContentVersion,
    int Version);

/// <summary>A closure as it is stored, with the live status that was reported. What follows from the clock is added afterwards, so that the statement
/// contains no moment and can be kept (docs/adr/0012).</summary>
internal sealed record ClosureRow(ClosureItem Item, DateTimeOffset? FirstEnd, DateTimeOffset? LastEnd)
{
    public ClosureItem At(DateTimeOffset now) =>
        Item.LiveStatus is { } reported && OccurrenceStateMachine.LiveAt(reported, FirstEnd, LastEnd, now) is var live && live != reported
            ? Item with { LiveStatus = live }
            : Item;
}

internal static class ClosureLists
{
    private static readonly Expression<Func<Closure, DateTimeOffset>> Start = closure => closure.StartsAt;
    private static readonly Expression<Func<Closure, ClosureId>> Id = closure => closure.Id;

    // Made once: for the most frequent list, building the expression would take longer than reading the rows.
    private static readonly Expression<Func<Closure, ClosureRow>> Row = closure => new ClosureRow(new ClosureItem(
        closure.Id,
        closure.ProjectId,
        closure.Number,
        closure.Title,
        closure.RoadNumber,
        Hectometer.Of(closure.HectometerFrom, closure.HectometerFromLetter),
        Hectometer.Of(closure.HectometerTo, closure.HectometerToLetter),
        closure.Side,
        closure.Place,
        closure.Status,
        closure.StartsAt,
        OpenEnd.Shown(closure.EndsAt),
        closure.HindranceScheme == null ? null : new Hindrance(closure.HindranceScheme.Value, closure.HindranceValue!),
        closure.West,
        closure.South,
        closure.East,
        closure.North,
        PlanApproval.IsVoid(closure.Status, closure.NoPlanReason == null, closure.PlanIsApproved),
        closure.Status == ClosureStatus.Confirmed || closure.Status == ClosureStatus.Cancelled ? closure.LiveStatus : null,
        closure.ContentVersion,
        closure.Version), closure.LiveFirstEnd, closure.LiveLastEnd);

    public static void ClosureFilters<T>(this AbstractValidator<T> validator)
        where T : IClosureFilters
    {
        validator.Paged(keys: 2);
        validator.RuleFor(request => request.Cursor)
            .Must((request, cursor) => cursor is null || request.After() is not [var start, _] || TryInstant(start, out _))
            .WithErrorCode("unknown-cursor").WithMessage("Take the cursor from the next link of the page before.");
        validator.RuleFor(request => request.Bbox).MaximumLength(200).Must(box => box is null || Bounds.TryParse(box, out _))
            .WithErrorCode("bounding-box").WithMessage("West, south, east and north in degrees: 4.7,52.2,5.0,52.4.");
        validator.RuleFor(request => request.Text).MaximumLength(100).Must(text => ClosureSearch.WordsOf(text).Count <= ClosureSearch.MostWords)
            .WithErrorCode("too-many-words").WithMessage($"Search for {ClosureSearch.MostWords} words at most.");
        validator.RuleFor(request => request.To).Must((request, to) => to is null || request.From is null || to > request.From)
            .WithErrorCode("ends-before-start").WithMessage("The window ends after it starts.");
    }

    /// <summary>Reads the index (environment, [project,] starts_at, id). Every comparison is one that row-level security lets an index use.</summary>
    public static IQueryable<Closure> Matching(this IQueryable<Closure> closures, IRows rows, IClosureFilters filters)
    {
        if (filters.Status is { } statuses) closures = closures.Where(closure => statuses.Contains(closure.Status));
        if (filters.From is { } from) closures = closures.Where(closure => closure.EndsAt > from);
        if (filters.To is { } to) closures = closures.Where(closure => closure.StartsAt < to);
        if (filters.Bbox is { } box && Bounds.TryParse(box, out var bounds))
        {
            var (west, south, east, north) = bounds;
            closures = closures.Where(closure => closure.West <= east && closure.East >= west && closure.South <= north && closure.North >= south);
        }

        return filters.Text is { Length: > 0 } text ? closures.WithWords(rows, text) : closures;
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

    /// <summary>The first page without filters, with which everybody begins.</summary>
    public static bool IsPlain(this IClosureFilters request) => request is { Status: null, From: null, To: null, Bbox: null, Text: null or "", Cursor: null };

    public static Page<ClosureItem> ToPage(this IClosureFilters request, IReadOnlyList<ClosureRow> rows, DateTimeOffset now) =>
        request.Page([.. rows.Select(row => row.At(now))], closure => [closure.StartsAt.UtcTicks.ToString(), closure.Id.ToString()]);

    public static bool TryInstant(string ticks, out DateTimeOffset instant)
    {
        var parsed = long.TryParse(ticks, out var count) && count >= 0 && count <= DateTimeOffset.MaxValue.Ticks;
        instant = parsed ? new DateTimeOffset(count, TimeSpan.Zero) : default;
        return parsed;
    }
}
