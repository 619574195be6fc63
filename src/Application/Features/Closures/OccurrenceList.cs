using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>The filters of the lists of occurrences, of one closure and of the environment.</summary>
public interface IOccurrenceFilters : IPaged
{
    /// <summary>Occurrences that are in one of these states now; null: in any.</summary>
    IReadOnlyList<OccurrenceStatus>? Status { get; }

    /// <summary>Occurrences that end after this, or have no end.</summary>
    DateTimeOffset? From { get; }

    /// <summary>Occurrences that start before this.</summary>
    DateTimeOffset? To { get; }
}

/// <summary>One night, day or weekend of a closure, with the states that follow from the clock: overrunning, not-reported.</summary>
/// <param name="ClosureVersion">The closure's version: reports about its occurrences need it as If-Match.</param>
/// <param name="EndsAt">The planned end; null: until further notice.</param>
/// <param name="PlanApprovalIsVoid">The closure is confirmed, needs a plan, and no plan is approved for it any more.</param>
public sealed record OccurrenceItem(
    OccurrenceId Id,
    ClosureId ClosureId,
    ProjectId ProjectId,
    PhaseId PhaseId,
    string ClosureNumber,
    string ClosureTitle,
    ClosureStatus ClosureStatus,
    int ClosureVersion,
    DateOnly Day,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    OccurrenceStatus Status,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ExpectedEndAt,
    string? Reason,
    bool PlanApprovalIsVoid);

internal static class OccurrenceLists
{
    public static void OccurrenceFilters<T>(this AbstractValidator<T> validator)
        where T : IOccurrenceFilters
    {
        validator.Paged(keys: 2);
        validator.RuleFor(request => request.Cursor)
            .Must((request, cursor) => cursor is null || request.After() is not [var start, _] || ClosureLists.TryInstant(start, out _))
            .WithErrorCode("unknown-cursor").WithMessage("Take the cursor from the next link of the page before.");
        validator.RuleFor(request => request.To).Must((request, to) => to is null || request.From is null || to > request.From)
            .WithErrorCode("ends-before-start").WithMessage("The window ends after it starts.");
    }

    public static IQueryable<OccurrenceItem> InPages(this IQueryable<Occurrence> occurrences, IRows rows, IOccurrenceFilters request, DateTimeOffset now)
    {
        if (request.From is { } from)
        {
            // An occurrence that ends after this moment started at most the longest length before it, so the index by start is not read from the far past.
            // One without an end lasts until it is reported ended, cancelled or not carried out.
            var all = occurrences;
            occurrences = occurrences.Where(occurrence => occurrence.EndsAt > from
                && (occurrence.EndsAt != OpenEnd.Instant
                    || occurrence.Status == OccurrenceStatus.Planned || occurrence.Status == OccurrenceStatus.Started
                    || (occurrence.EndedAt ?? occurrence.StartsAt) > from)
                && occurrence.StartsAt >= from - all.Max(one =>
                    (TimeSpan?)((one.EndsAt == OpenEnd.Instant ? one.EndedAt ?? from : one.EndsAt) - one.StartsAt)));
        }

        if (request.To is { } to) occurrences = occurrences.Where(occurrence => occurrence.StartsAt < to);
        if (request.After() is [var start, var last] && ClosureLists.TryInstant(start, out var startsAt))
        {
            var id = OccurrenceId.Parse(last, null);
            occurrences = occurrences.Where(occurrence => occurrence.StartsAt >= startsAt && (occurrence.StartsAt > startsAt || occurrence.Id > id));
        }

        var nights =
            from occurrence in occurrences
            join closure in rows.Of<Closure>() on occurrence.ClosureId equals closure.Id
            select new { occurrence, closure };
        if (request.Status is { } statuses)
        {
            // The same as OccurrenceStateMachine.At, over columns; the stored states first, for which there is an index.
            var stored = statuses.Select(OccurrenceStateMachine.Stored).Distinct().ToList();
            var (planned, notReported) = (statuses.Contains(OccurrenceStatus.Planned), statuses.Contains(OccurrenceStatus.NotReported));
            var (started, overrunning) = (statuses.Contains(OccurrenceStatus.Started), statuses.Contains(OccurrenceStatus.Overrunning));
            nights = nights.Where(night => stored.Contains(night.occurrence.Status)
                && (night.occurrence.Status != OccurrenceStatus.Planned
                    || (night.occurrence.EndsAt < now && (night.closure.Status == ClosureStatus.Confirmed || night.closure.Status == ClosureStatus.Cancelled)
                        ? notReported
                        : planned))
                && (night.occurrence.Status != OccurrenceStatus.Started
                    || (night.occurrence.EndsAt < now || night.occurrence.ExpectedEndAt > night.occurrence.EndsAt ? overrunning : started)));
        }

        var page =
            from night in nights
            let occurrence = night.occurrence
            let closure = night.closure
            orderby occurrence.StartsAt, occurrence.Id
            select new OccurrenceItem(
                occurrence.Id,
                occurrence.ClosureId,
                occurrence.ProjectId,
                occurrence.PhaseId,
                closure.Number,
                closure.Title,
                closure.Status,
                closure.Version,
                occurrence.Day,
                occurrence.StartsAt,
                OpenEnd.Shown(occurrence.EndsAt),
                OccurrenceStateMachine.At(occurrence.Status, occurrence.EndsAt, occurrence.ExpectedEndAt, closure.Status, now),
                occurrence.StartedAt,
                occurrence.EndedAt,
                occurrence.ExpectedEndAt,
                occurrence.Reason,
                PlanApproval.IsVoid(closure.Status, closure.NoPlanReason == null, closure.PlanIsApproved));
        return page.Take(request.Take());
    }

    public static Page<OccurrenceItem> ToPage(this IOccurrenceFilters request, IReadOnlyList<OccurrenceItem> rows) =>
        request.Page(rows, occurrence => [occurrence.StartsAt.UtcTicks.ToString(), occurrence.Id.ToString()]);
}
