using Vemap.Application.Common.Mail;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Deliveries;

/// <summary>The relay asks which of the mails that are due may go now; what it is given it puts on the mail queue, after this was committed.</summary>
[Access(Audience.System)]
public sealed record DispatchMails(IReadOnlyList<DueMail> Mails) : ICommand<DispatchMailsResult>;

/// <summary>An attempt whose moment has come; a later round repeats one whose message may be lost.</summary>
public sealed record DueMail(RecipientId Recipient, int Attempt, int Round = 0);

/// <param name="WaitUntil">The environment is suspended: nothing was decided, ask again then.</param>
public sealed record DispatchMailsResult(IReadOnlyList<QueueItem<OutgoingMail>> Mails, DateTimeOffset? WaitUntil);

internal sealed class DispatchMailsHandler(
    IRepository<Mailing> mailings, IMailingRecipients recipients, IReadStore store, IEnvironmentDirectory environments, DeliveryTracker tracker, MailingCompletion completion, MailingConsistency consistency, ILocks locks, CallContext call, TimeProvider clock)
    : IRequestHandler<DispatchMails, DispatchMailsResult>
{
    private static readonly TimeSpan SuspendedWait = TimeSpan.FromMinutes(1);

    public async Task<DispatchMailsResult> Handle(DispatchMails request, CancellationToken cancellationToken)
    {
        var profile = await environments.GetAsync(cancellationToken);
        if (profile.IsSuspended) return new DispatchMailsResult([], clock.GetUtcNow() + SuspendedWait);
        await locks.TakeAsync(LockName.Mailings, cancellationToken);
        var due = request.Mails.DistinctBy(mail => mail.Recipient).ToDictionary(mail => mail.Recipient);
        var people = await recipients.LockAsync([.. due.Keys], cancellationToken);
        var known = (await mailings.ListAsync(MailingSpec.ByIds([.. people.Select(person => person.MailingId).Distinct()]), cancellationToken)).ToDictionary(mailing => mailing.Id);
        foreach (var mailing in known.Values) await StartAsync(mailing, people, cancellationToken);

        var suppressed = (await store.ListAsync(new SuppressedAddresses([.. people.Select(person => person.Address).Distinct()]), cancellationToken)).ToHashSet();
        var (changes, told, outgoing) = (new List<RecipientChange>(), new List<DeliveryEvent>(), new List<(Recipient Person, DueMail Mail, bool IsOver)>());
        foreach (var person in people)
        {
            var (mail, mailing) = (due[person.Id], known[person.MailingId]);
            var verdict = Verdict(person, mailing, profile, suppressed);
            // Handed over already: the relay died before it could say so, or the message is feared lost. The mail service makes one attempt once;
            // one that may not go any more it makes no more, but it tells what came of it if it was made.
            if (person is { Status: RecipientStatus.Sending, NextAttemptAt: null } && person.Attempt == mail.Attempt)
                outgoing.Add((person, mail, IsOver: verdict is not (null or DeliveryEventKind.Dispatched)));
            if (verdict is not { } kind) continue;
            var heard = new DeliveryEvent(call.Environment, person.Id, mail.Attempt, EventId(kind), kind, clock.GetUtcNow(), null, null, null);
            if (tracker.Apply(person, mailing, [heard]) is not { } change) continue;
            changes.Add(change);
            if (kind == DeliveryEventKind.Dispatched) outgoing.Add((person, mail, IsOver: false));
            else told.Add(heard);
        }

        await recipients.SaveAsync(changes, cancellationToken);
        await recipients.RecordAsync(told, cancellationToken);
        if (told.Count > 0) await completion.CompleteAsync(known.Values, cancellationToken);
        return new DispatchMailsResult(await WriteAsync(outgoing, known, profile, cancellationToken), null);
    }

    private static string EventId(DeliveryEventKind kind) => "vemap-" + kind;

    // What becomes of a mail whose turn it is; null: it is passed over, and gets its turn when the mailing is resumed.
    private DeliveryEventKind? Verdict(Recipient person, Mailing mailing, EnvironmentProfile profile, HashSet<string> suppressed)
    {
        if (!person.IsTest)
        {
            if (mailing.Status == MailingStatus.Cancelled) return DeliveryEventKind.Cancelled;
            var heldByGuardOnly = mailing is { Status: MailingStatus.Paused, PauseCause: PauseCause.BounceGuard };
            if (mailing.Status != MailingStatus.Sending && !(heldByGuardOnly && person.Mandatory)) return null;
            if (mailing.ExpiresAt <= clock.GetUtcNow()) return DeliveryEventKind.Expired;
        }

        if (suppressed.Contains(person.Address)) return DeliveryEventKind.Suppressed;
        var allowed = !profile.IsTrial || SimulatorAddress.Is(person.Address) || AllowList.Contains(profile.AllowedAddresses, person.Address);
        return allowed ? DeliveryEventKind.Dispatched : DeliveryEventKind.NotAllowed;
    }

    // The first mail of a scheduled mailing: it starts, or it asks, because what it tells is not true any more.
    private async Task StartAsync(Mailing mailing, IReadOnlyList<Recipient> people, CancellationToken cancellationToken)
    {
        if (mailing.Status != MailingStatus.Scheduled || people.All(person => person.IsTest || person.MailingId != mailing.Id)) return;
        if (!await consistency.PauseIfInconsistentAsync(mailing, cancellationToken)) mailing.Start(clock.GetUtcNow());
    }

    private async Task<IReadOnlyList<QueueItem<OutgoingMail>>> WriteAsync(
        List<(Recipient Person, DueMail Mail, bool IsOver)> outgoing, Dictionary<MailingId, Mailing> known, EnvironmentProfile profile, CancellationToken cancellationToken)
    {
        var items = new List<QueueItem<OutgoingMail>>(outgoing.Count);
        foreach (var group in outgoing.GroupBy(item => item.Person.MailingId))
        {
            var addresses = group.Select(item => item.Person.Address).Distinct().ToList();
            var earlier = (await store.ListAsync(new EarlierMails(known[group.Key], addresses), cancellationToken)).ToLookup(mail => mail.Address);
            items.AddRange(group.Select(item => Item(item.Person, item.Mail, item.IsOver, known[group.Key], profile, [.. earlier[item.Person.Address].TakeLast(10).Select(mail => mail.MessageId(profile.MailIdentity))])));
        }

        return items;
    }

    private QueueItem<OutgoingMail> Item(Recipient person, DueMail mail, bool isOver, Mailing mailing, EnvironmentProfile profile, IReadOnlyList<string> references)
    {
        var message = new OutgoingMail(
            call.Environment, person.Id, mail.Attempt, person.Address, person.ContentKey, person.Values(), profile.MailIdentity, profile.IsTrial, profile.AllowedAddresses, references,
            isOver ? DateTimeOffset.UnixEpoch : person.IsTest ? null : mailing.ExpiresAt);
        var key = $"{person.Id}:{mail.Attempt}";
        return new QueueItem<OutgoingMail>(message, person.Id.ToString(), mail.Round == 0 ? key : $"{key}:{mail.Round}");
    }
}

internal sealed record EarlierMail(string Address, RecipientId Recipient)
{
    public string MessageId(MailIdentity identity) => Domain.Deliveries.MessageId.Of(Recipient, identity.FromAddress);
}

// What the same address was sent before about the same closures, so that its mail program shows them together.
internal sealed class EarlierMails(Mailing mailing, IReadOnlyList<string> addresses) : ReadSpecification<EarlierMail>
{
    private readonly List<ClosureId> closures = [.. mailing.Closures.Select(closure => closure.ClosureId)];

    public override IQueryable<EarlierMail> Query(IRows rows) =>
        rows.Of<Recipient>()
            .Where(earlier => addresses.Contains(earlier.Address) && earlier.MailingId != mailing.Id && earlier.SentAt != null && !earlier.IsTest)
            .Where(earlier => rows.Of<MailingClosure>().Any(told => told.MailingId == earlier.MailingId && closures.Contains(told.ClosureId)))
            .OrderBy(earlier => earlier.Id)
            .Select(earlier => new EarlierMail(earlier.Address, earlier.Id));
}
