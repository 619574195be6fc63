using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Mailings;

/// <summary>What dispatching, recording and reconciling share: applying the rules to recipients, and noticing when a mailing is complete.</summary>
internal sealed class MailingProgress(IMailingRecipients recipients, IReadStore store, MailSettings settings, TimeProvider clock)
{
    private const int GuardFrom = 100;

    /// <summary>Where the recipient stands after the events, in the order of their happening; null when nothing changes.</summary>
    /// <param name="unanswered">How many attempts the server took without an answer, those of the events among them.</param>
    public RecipientChange? Apply(Recipient recipient, Mailing mailing, IEnumerable<DeliveryEvent> events, int unanswered = 0)
    {
        var now = clock.GetUtcNow();
        var before = new DeliveryState(recipient.Status, recipient.Attempt, recipient.NextAttemptAt);
        var first = recipient.FirstAttemptAt;
        var (state, sentAt, reply) = (before, recipient.SentAt, recipient.LastReply);
        foreach (var heard in events.OrderBy(heard => heard.At))
        {
            if (heard.Kind == DeliveryEventKind.Dispatched) first ??= now;
            // Also when the state stays: the provider often tells before the mail service does, and later mails thread under what was sent.
            if (heard.Kind is DeliveryEventKind.Accepted or DeliveryEventKind.Delivered) sentAt ??= heard.At;
            var terms = new DeliveryTerms(mailing.Proof, DeliveryRules.Deadline(first ?? now, mailing.ExpiresAt), Random.Shared.NextDouble(), settings.FirstRetry, settings.AmbiguityWindow, unanswered);
            var next = DeliveryRules.Decide(state, new DeliveryNews(heard.Kind, heard.Attempt), terms, now);
            if (next == state) continue;
            var isGivenUp = heard.Kind == DeliveryEventKind.Ambiguous && next.Status == RecipientStatus.TechnicalFailure && unanswered >= DeliveryRules.MostUnanswered;
            (state, reply) = (next, isGivenUp ? $"The mail server took this mail {unanswered} times and never answered; nobody knows whether it has arrived." : heard.Reply ?? reply);
        }

        return state == before && sentAt == recipient.SentAt ? null : new RecipientChange(recipient.Id, state, first, sentAt, reply, now);
    }

    /// <summary>Completes those of the mailings of which nothing can be expected any more.</summary>
    public async Task CompleteAsync(IEnumerable<Mailing> mailings, CancellationToken cancellationToken)
    {
        foreach (var mailing in mailings.Where(mailing => mailing.CanComplete))
        {
            if (await recipients.AnyOpenAsync(mailing.Id, mailing.Proof, cancellationToken)) continue;
            // What is recorded later is not in the hash; the moment says where it ends, so that anybody can make it again.
            var now = clock.GetUtcNow();
            mailing.Complete(await recipients.TimelineHashAsync(mailing.Id, now, cancellationToken), now);
        }
    }

    /// <summary>Holds a mailing of which more than a third comes back: the list is old, or wrong, and going on would cost the sender's good name.</summary>
    public async Task GuardAsync(Mailing mailing, CancellationToken cancellationToken)
    {
        if (mailing.Status != MailingStatus.Sending || mailing.GuardLifted) return;
        var counts = await store.ListAsync(new RecipientCounts(mailing.Id), cancellationToken);
        var failed = counts.Where(count => count.Status is RecipientStatus.PermanentFailure or RecipientStatus.Complained).Sum(count => count.Count);
        var tried = counts.Where(count => DeliveryRules.Rank(count.Status) is >= 2 and <= 6).Sum(count => count.Count);
        if (tried < GuardFrom || failed * 3 <= tried) return;
        if (!counts.Any(count => count.Status == RecipientStatus.Queued)) return;
        mailing.Pause(PauseCause.BounceGuard, $"{failed} of {tried} mails came back.", clock.GetUtcNow());
    }
}
