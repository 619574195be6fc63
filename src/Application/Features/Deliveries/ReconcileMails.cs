using Vemap.Application.Common.Mail;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Deliveries;

/// <summary>Finds the recipients of an environment that were forgotten, because a message or an event was lost, and lets them go on; none stays stuck for twenty minutes.</summary>
[Access(Audience.System)]
public sealed record ReconcileMails : ICommand;

internal sealed class ReconcileMailsHandler(
    IRepository<Mailing> mailings, IMailingRecipients recipients, DeliveryTracker tracker, MailingCompletion completion, ILocks locks, CallContext call, TimeProvider clock) : IRequestHandler<ReconcileMails, Unit>
{
    private const int Most = 1000;

    public async Task<Unit> Handle(ReconcileMails request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.Mailings, cancellationToken);
        await recipients.QueueForgottenAsync(clock.GetUtcNow(), cancellationToken);
        await GiveUpUnheardAsync(cancellationToken);
        await completion.CompleteAsync(await mailings.ListAsync(MailingSpec.BeingSent(), cancellationToken), cancellationToken);
        return Unit.Value;
    }

    private async Task GiveUpUnheardAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var people = await recipients.LockUnheardAsync(now - DeliveryRules.UnheardAfter, Most, cancellationToken);
        if (people.Count == 0) return;
        var known = (await mailings.ListAsync(MailingSpec.ByIds([.. people.Select(person => person.MailingId).Distinct()]), cancellationToken)).ToDictionary(mailing => mailing.Id);
        var told = people.Select(person => new DeliveryEvent(call.Environment, person.Id, person.Attempt, "vemap-unheard", DeliveryEventKind.Unheard, now, null, null, null)).ToList();
        await recipients.RecordAsync(told, cancellationToken);
        await recipients.SaveAsync([.. people.Zip(told, (person, heard) => tracker.Apply(person, known[person.MailingId], [heard])).OfType<RecipientChange>()], cancellationToken);
    }
}
