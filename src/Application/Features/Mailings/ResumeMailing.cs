using Vemap.Application.Common.Mail;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody lets a paused mailing go on; one that the bounce guard holds only the road authority.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ResumeMailing(MailingId MailingId, int Version) : ICommand<ResumeMailingResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailingId;
}

public sealed record ResumeMailingResult(MailingId Id, MailingStatus Status, int Version) : IVersioned;

internal sealed class ResumeMailingHandler(IRepository<Mailing> mailings, MailingConsistency consistency, IMailingRecipients recipients, ILocks locks, CallContext call, TimeProvider clock)
    : IRequestHandler<ResumeMailing, ResumeMailingResult>
{
    public async Task<ResumeMailingResult> Handle(ResumeMailing request, CancellationToken cancellationToken)
    {
        // Whoever pauses for a changed closure takes the same lock: what is accepted here is what holds.
        await locks.TakeAsync(LockName.Mailings, cancellationToken);
        var now = clock.GetUtcNow();
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.MailingId), request.Version, cancellationToken);
        var told = await consistency.RequireConsistentAsync(mailing, cancellationToken);
        mailing.Resume(call.Access.Role == Role.Organisation, told.ToDictionary(closure => closure.Id, closure => closure.Current), now);
        // While it was paused the relay passed its recipients over; now they get their turn again.
        await recipients.QueueAsync(mailing.Id, mailing.SendAt > now ? mailing.SendAt.Value : now, cancellationToken);
        return new ResumeMailingResult(mailing.Id, mailing.Status, mailing.Version);
    }
}
