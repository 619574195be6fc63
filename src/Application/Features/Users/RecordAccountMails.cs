using Microsoft.Extensions.Logging;
using Vemap.Domain.Deliveries;

namespace Vemap.Application.Features.Users;

/// <summary>Applies the events of the mail service and the provider to mails about accounts: the next attempt is planned, or the mail ends.</summary>
[Access(Audience.System)]
public sealed record RecordAccountMails(IReadOnlyList<DeliveryEvent> Events) : ICommand;

internal sealed partial class RecordAccountMailsHandler(
    IRepository<AccountMail> mails, ILocks locks, MailRoute route, MailSettings settings, TimeProvider clock, ILogger<RecordAccountMailsHandler> log) : IRequestHandler<RecordAccountMails, Unit>
{
    public async Task<Unit> Handle(RecordAccountMails request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.AccountMails, cancellationToken);
        var ids = request.Events.Select(happened => new Id<AccountMail>(happened.Recipient.Value)).Distinct().ToList();
        foreach (var mail in await mails.ListAsync(AccountMailSpec.ByIds(ids), cancellationToken))
        {
            var events = request.Events.Where(happened => happened.Recipient.Value == mail.Id.Value).OrderBy(happened => happened.At);
            foreach (var happened in events) Apply(mail, happened);
            if (DeliveryRules.Rank(mail.Status) is 3 or 5) Failed(log, mail.Id.Value, mail.Status, mail.Attempt);
        }

        return Unit.Value;
    }

    private void Apply(AccountMail mail, DeliveryEvent happened)
    {
        var terms = new DeliveryTerms(route.Proof, mail.Deadline, Random.Shared.NextDouble(), settings.FirstRetry, settings.AmbiguityWindow);
        mail.Apply(new DeliveryNews(happened.Kind, happened.Attempt), happened.Reply, terms, clock.GetUtcNow());
    }

    [LoggerMessage(50, LogLevel.Warning, "Account mail {Mail} did not arrive: {Status} at attempt {Attempt}")]
    private static partial void Failed(ILogger log, Guid mail, RecipientStatus status, int attempt);
}
