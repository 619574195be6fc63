using Microsoft.Extensions.Logging;
using Vemap.Domain.Deliveries;

namespace Vemap.Application.Features.Users;

/// <summary>What the mail service and the provider told of mails about accounts: the next attempt is planned, or the mail has come to its end.</summary>
[Access(Audience.System)]
public sealed record RecordAccountMails(IReadOnlyList<DeliveryEvent> Events) : ICommand;

internal sealed partial class RecordAccountMailsHandler(
    IRepository<AccountMail> mails, ILocks locks, MailRoute route, MailSettings settings, TimeProvider clock, ILogger<RecordAccountMailsHandler> log) : IRequestHandler<RecordAccountMails, Unit>
{
    public async Task<Unit> Handle(RecordAccountMails request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.AccountMails, cancellationToken);
        var ids = request.Events.Select(heard => new Id<AccountMail>(heard.Recipient.Value)).Distinct().ToList();
        foreach (var mail in await mails.ListAsync(AccountMailSpec.ByIds(ids), cancellationToken))
        {
            foreach (var heard in request.Events.Where(heard => heard.Recipient.Value == mail.Id.Value).OrderBy(heard => heard.At)) Hear(mail, heard);
            if (DeliveryRules.Rank(mail.Status) is 3 or 5) Failed(log, mail.Id.Value, mail.Status, mail.Attempt);
        }

        return Unit.Value;
    }

    private void Hear(AccountMail mail, DeliveryEvent heard)
    {
        var terms = new DeliveryTerms(route.Proof, mail.Deadline, Random.Shared.NextDouble(), settings.FirstRetry, settings.AmbiguityWindow);
        mail.Hear(new DeliveryNews(heard.Kind, heard.Attempt), heard.Reply, terms, clock.GetUtcNow());
    }

    [LoggerMessage(50, LogLevel.Warning, "Account mail {Mail} did not arrive: {Status} at attempt {Attempt}")]
    private static partial void Failed(ILogger log, Guid mail, RecipientStatus status, int attempt);
}
