using Vemap.Application.Common.Mail;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Mailings;

/// <summary>Undoes or stops a sending: recipients who wait for their first or their next attempt get nothing any more.</summary>
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
        // Dispatching takes the same lock, so that no mail is handed over and cancelled at the same time.
        await locks.TakeAsync(LockName.Mailings, cancellationToken);
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.MailingId), request.Version, cancellationToken);
        mailing.Cancel(clock.GetUtcNow());
        await recipients.CancelWaitingAsync(mailing.Id, clock.GetUtcNow(), cancellationToken);
        await completion.CompleteAsync([mailing], cancellationToken);
        return new CancelMailingResult(mailing.Id, mailing.Status, mailing.Version);
    }
}
