using Vemap.Domain.Audit;

namespace Vemap.Application.Features.Audit;

/// <summary>One entry of the audit log. The count says how often an identical refusal occurred within the same minute.</summary>
public sealed record AuditEntryItem(
    AuditEntryId Id,
    DateTimeOffset At,
    string Action,
    string Outcome,
    UserId? ActorId,
    string? ActorName,
    string? ObjectKind,
    Guid? ObjectId,
    string Origin,
    string TraceId,
    int Count,
    DateTimeOffset LastAt);

/// <summary>The filters of a list of audit entries.</summary>
public interface IAuditFilter : IPaged
{
    /// <summary>The name of a request, such as ConfirmClosure.</summary>
    string? Action { get; }

    /// <summary>"ok" or the code of a problem.</summary>
    string? Outcome { get; }

    /// <summary>The user who sent the request.</summary>
    UserId? ActorId { get; }

    /// <summary>The object of the request.</summary>
    Guid? ObjectId { get; }

    /// <summary>Only entries at or after this time.</summary>
    DateTimeOffset? From { get; }

    /// <summary>Only entries before this time.</summary>
    DateTimeOffset? To { get; }
}

/// <summary>The entries of the current environment, or of the platform without one, the newest first.</summary>
internal sealed class AuditEntries(IAuditFilter filter) : ReadSpecification<AuditEntryItem>
{
    public static async Task<Page<AuditEntryItem>> ReadAsync(IAuditFilter filter, IAuditFilter all, IReadStore store, IUserDirectory users,
        CancellationToken cancellationToken)
    {
        var page = await filter.Page(await store.ListAsync(new AuditEntries(filter), cancellationToken), item => [item.Id.ToString()])
            .CountedAsync(filter, () => store.CountAsync(new AuditEntries(all), cancellationToken));
        var actors = page.Items.Select(item => item.ActorId).OfType<UserId>().Distinct().ToList();
        var names = await users.NamesAsync(actors, cancellationToken);
        return page with
        {
            Items = [.. page.Items.Select(item =>
            item with { ActorName = item.ActorId is { } actor ? names.GetValueOrDefault(actor) : null })]
        };
    }

    public override IQueryable<AuditEntryItem> Query(IRows rows)
    {
        var entries = rows.Of<AuditEntry>();
        if (filter.Action is { } action) entries = entries.Where(entry => entry.Action == action);
        if (filter.Outcome is { } outcome) entries = entries.Where(entry => entry.Outcome == outcome);
        if (filter.ActorId is { } actor) entries = entries.Where(entry => entry.Actor == actor);
        if (filter.ObjectId is { } id) entries = entries.Where(entry => entry.ObjectId == id);
        if (filter.From is { } from) entries = entries.Where(entry => entry.At >= from);
        if (filter.To is { } to) entries = entries.Where(entry => entry.At < to);
        if (filter.AfterId<AuditEntry>() is { } after) entries = entries.Where(entry => entry.Id < after);
        return from entry in entries.OrderByDescending(entry => entry.Id).Take(filter.Take())
               join repeat in rows.Of<AuditRepeats>() on entry.RefusalKey equals repeat.RefusalKey into repeats
               from repeat in repeats.DefaultIfEmpty()
               orderby entry.Id descending
               select new AuditEntryItem(
                   entry.Id, entry.At, entry.Action, entry.Outcome, entry.Actor, null, entry.ObjectKind, entry.ObjectId, entry.Origin, entry.TraceId,
                   repeat == null ? 1 : repeat.Count, repeat == null ? entry.At : repeat.LastAt);
    }
}
