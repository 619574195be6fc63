using Vemap.Application.Common.Mail;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody undoes a sending, or stops it: whoever's turn has not come gets nothing.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record CancelMailing(MailingId MailingId, int Version) : ICommand<CancelMailingResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailingId;
}

public sealed record CancelMailingResult(MailingId Id, MailingStatus Status, int Version) : IVersioned;

internal sealed class CancelMailingHandler(IRepository<Mailing> mailings, IMailingRecipients recipients, MailingCompletion completion, ILocks locks, TimeProvider clock) : IRequestHandler<CancelMailing, CancelMailingResult>
{
    public async Task<CancelMailingResult> Handle(CancelMailing request, CancellationToken cancellationToken)
    {
        // Whoever hands mails over takes the same lock: nobody is handed over and cancelled at once.
        await locks.TakeAsync(LockName.Mailings, cancellationToken);
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.MailingId), request.Version, cancellationToken);
        mailing.Cancel(clock.GetUtcNow());
        await recipients.CancelQueuedAsync(mailing.Id, clock.GetUtcNow(), cancellationToken);
        await completion.CompleteAsync([mailing], cancellationToken);
        return new CancelMailingResult(mailing.Id, mailing.Status, mailing.Version);
    }
}
