using Vemap.Application.Common.Mail;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.Suppressions;

namespace Vemap.Application.Features.Deliveries;

/// <summary>What the mail service and the provider told, of one environment: the timeline grows, states move by rank, attempts are planned, addresses suppressed, mailings completed.</summary>
[Access(Audience.System)]
public sealed record RecordDeliveries(IReadOnlyList<DeliveryEvent> Events) : ICommand<RecordDeliveriesResult>;

/// <param name="Unknown">Events about somebody who is no recipient of a mailing here.</param>
public sealed record RecordDeliveriesResult(IReadOnlyList<DeliveryEvent> Unknown);

internal sealed class RecordDeliveriesHandler(
    IRepository<Mailing> mailings, IRepository<Suppression> suppressions, IMailingRecipients recipients, IReadStore store, DeliveryTracker tracker, MailingCompletion completion, ILocks locks, TimeProvider clock)
    : IRequestHandler<RecordDeliveries, RecordDeliveriesResult>
{
    public async Task<RecordDeliveriesResult> Handle(RecordDeliveries request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.Mailings, cancellationToken);
        var people = (await recipients.LockAsync([.. request.Events.Select(heard => heard.Recipient).Distinct()], cancellationToken)).ToDictionary(person => person.Id);
        // A recipient that is not known here was erased, is another environment's, or gets a mail about an account: nothing is recorded here.
        var heard = await recipients.RecordAsync([.. request.Events.Where(heard => people.ContainsKey(heard.Recipient))], cancellationToken);
        var known = (await mailings.ListAsync(MailingSpec.ByIds([.. people.Values.Select(person => person.MailingId).Distinct()]), cancellationToken)).ToDictionary(mailing => mailing.Id);

        var unanswered = await UnansweredAsync(heard, cancellationToken);
        var changes = heard.GroupBy(news => news.Recipient)
            .Select(group => tracker.Apply(people[group.Key], known[people[group.Key].MailingId], group, unanswered.GetValueOrDefault(group.Key)))
            .OfType<RecipientChange>()
            .ToList();
        await recipients.SaveAsync(changes, cancellationToken);
        await recipients.QueueAsync([.. changes.Where(IsTriedAgain).Select(change => new PlannedAttempt(change.Recipient, change.State.Attempt + 1, change.State.NextAttemptAt!.Value))], cancellationToken);
        var unwanted = heard.Where(news => DeliveryRules.Suppresses(news.Kind, news.EnhancedCode)).ToList();
        await SuppressAsync(unwanted, people, cancellationToken);
        var backAgain = changes.Where(change => change.State.Status is RecipientStatus.PermanentFailure or RecipientStatus.Complained);
        foreach (var mailing in backAgain.Select(change => known[people[change.Recipient].MailingId]).Distinct()) await tracker.GuardAsync(mailing, cancellationToken);
        await completion.CompleteAsync(known.Values, cancellationToken);
        return new RecordDeliveriesResult([.. request.Events.Where(heard => !people.ContainsKey(heard.Recipient))]);
    }

    private static bool IsTriedAgain(RecipientChange change) => change.State.NextAttemptAt is not null;

    private async Task<Dictionary<RecipientId, int>> UnansweredAsync(IReadOnlyList<DeliveryEvent> heard, CancellationToken cancellationToken)
    {
        var doubtful = heard.Where(news => news.Kind == DeliveryEventKind.Ambiguous).Select(news => news.Recipient).Distinct().ToList();
        if (doubtful.Count == 0) return [];
        return (await store.ListAsync(new UnansweredAttempts(doubtful), cancellationToken)).CountBy(recipient => recipient).ToDictionary();
    }

    private async Task SuppressAsync(List<DeliveryEvent> unwanted, Dictionary<RecipientId, Recipient> people, CancellationToken cancellationToken)
    {
        if (unwanted.Count == 0) return;
        var addresses = unwanted.Select(news => people[news.Recipient].Address).Distinct().ToList();
        var inForce = (await suppressions.ListAsync(SuppressionSpec.InForce(addresses), cancellationToken)).Select(suppression => suppression.Address).ToHashSet();
        foreach (var news in unwanted.DistinctBy(news => people[news.Recipient].Address).Where(news => !inForce.Contains(people[news.Recipient].Address)))
        {
            var reason = news.Kind == DeliveryEventKind.Complained ? SuppressionReason.Complaint : SuppressionReason.PermanentFailure;
            suppressions.Add(new Suppression(SuppressionId.New(), people[news.Recipient].Address, reason, news.Reply, clock.GetUtcNow()));
        }
    }
}

// The mail service gives a code to what the server left open; an attempt that its own death cut off has none, and says nothing of the server.
internal sealed class UnansweredAttempts(IReadOnlyList<RecipientId> recipients) : ReadSpecification<RecipientId>
{
    public override IQueryable<RecipientId> Query(IRows rows) =>
        rows.Of<TimelineEntry>()
            .Where(entry => recipients.Contains(entry.RecipientId) && entry.Kind == DeliveryEventKind.Ambiguous && entry.EnhancedCode != null)
            .Select(entry => entry.RecipientId);
}
