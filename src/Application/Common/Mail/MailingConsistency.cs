using Vemap.Domain.Closures;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Common.Mail;

/// <summary>Whether what a mailing tells of its closures still holds: sending, resuming, starting and holding ask the same.</summary>
internal sealed class MailingConsistency(IReadStore store, TimeProvider clock)
{
    /// <summary>Refuses to tell of a closure what is not so: that it takes place when it does not, that it is definitive when nobody has confirmed it; returns what it tells of, as it is now.</summary>
    public async Task<IReadOnlyList<MailedClosure>> RequireConsistentAsync(Mailing mailing, CancellationToken cancellationToken)
    {
        var told = await store.ListAsync(new MailedClosures(mailing.Id), cancellationToken);
        var ended = told.Where(closure => mailing.Promises && closure.HasEnded).Select(closure => closure.Number).ToList();
        if (ended.Count > 0) throw MailingProblems.ClosureEnded(ended);
        var untrue = told.Where(closure => !mailing.IsTrueOf(closure.Status, closure.IsGoingOn)).Select(closure => closure.Number).ToList();
        return untrue.Count > 0 ? throw MailingProblems.KindUntrue(mailing.Kind, untrue) : told;
    }

    /// <summary>Pauses a scheduled mailing of which a closure was changed, lost a night to come or got it back, was cancelled or refused since it was sent; false when it may go.</summary>
    public async Task<bool> PauseIfInconsistentAsync(Mailing mailing, CancellationToken cancellationToken) =>
        PauseIfInconsistent(mailing, await store.ListAsync(new MailedClosures(mailing.Id), cancellationToken));

    /// <summary>The same, of closures that have been read.</summary>
    public bool PauseIfInconsistent(Mailing mailing, IReadOnlyList<MailedClosure> told)
    {
        var untrue = told.Where(closure => closure.HasChanged || (mailing.Promises && closure.HasEnded) || !mailing.IsTrueOf(closure.Status, closure.IsGoingOn)).Select(closure => closure.Words).ToList();
        if (untrue.Count == 0) return false;
        mailing.Pause(PauseCause.ClosureChanged, $"Changed since the mailing was sent: {string.Join(", ", untrue)}.", clock.GetUtcNow());
        return true;
    }
}

internal sealed record MailedClosure(ClosureId Id, string Number, ClosureStatus Status, bool IsGoingOn, int? KnownContent, int? KnownNights, int Content, int Nights)
{
    public MailedVersion Current => new(Content, Nights);

    // What was sent before the nights were counted knows none of their changes.
    public bool HasOtherNights => (KnownNights ?? 0) != Nights;

    public bool HasChanged => KnownContent != Content || HasOtherNights;

    public bool HasEnded => Status is ClosureStatus.Cancelled or ClosureStatus.Refused;

    public string Words => Status switch
    {
        ClosureStatus.Cancelled => $"{Number} (cancelled)",
        ClosureStatus.Refused => $"{Number} (refused)",
        _ when HasOtherNights && KnownContent == Content => $"{Number} (its nights)",
        _ => Number,
    };
}

internal sealed class MailedClosures(MailingId id) : ReadSpecification<MailedClosure>
{
    public override IQueryable<MailedClosure> Query(IRows rows) =>
        from told in rows.Of<MailingClosure>()
        join closure in rows.Of<Closure>() on told.ClosureId equals closure.Id
        where told.MailingId == id
        orderby closure.Number
        select new MailedClosure(closure.Id, closure.Number, closure.Status, rows.Of<Occurrence>().Any(night => night.ClosureId == closure.Id && night.Status == OccurrenceStatus.Started), told.AcceptedVersion ?? told.ContentVersion, told.NightsVersion, closure.ContentVersion, closure.NightsVersion);
}
