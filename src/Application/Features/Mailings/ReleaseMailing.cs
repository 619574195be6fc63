using Vemap.Application.Common.Mail;
using Vemap.Domain.Mailings;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Mailings;

/// <summary>The road authority lets a Manager's large mailing go out; one whose closure was changed meanwhile is paused and asks.</summary>
[Access(Role.Organisation)]
public sealed record ReleaseMailing(MailingId MailingId, int Version) : ICommand<ReleaseMailingResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailingId;
}

public sealed record ReleaseMailingResult(MailingId Id, MailingStatus Status, DateTimeOffset? SendAt, int Version) : IVersioned;

internal sealed class ReleaseMailingHandler(IRepository<Mailing> mailings, IRepository<Project> projects, MailingConsistency consistency, IMailingRecipients recipients, ILocks locks, CallContext call, TimeProvider clock)
    : IRequestHandler<ReleaseMailing, ReleaseMailingResult>
{
    public async Task<ReleaseMailingResult> Handle(ReleaseMailing request, CancellationToken cancellationToken)
    {
        // Whoever pauses for a changed closure takes the same lock: what it told while this one waited is looked at here, what it tells later it finds scheduled.
        await locks.TakeAsync(LockName.Mailings, cancellationToken);
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.MailingId), request.Version, cancellationToken);
        (await projects.GetAsync(ProjectSpec.ById(mailing.ProjectId), cancellationToken)).RequireActive();
        var told = await consistency.RequireConsistentAsync(mailing, cancellationToken);
        mailing.Release(call.User, clock.GetUtcNow());
        consistency.PauseIfInconsistent(mailing, told);
        await recipients.QueueAsync(mailing.Id, mailing.SendAt!.Value, cancellationToken);
        return new ReleaseMailingResult(mailing.Id, mailing.Status, mailing.SendAt, mailing.Version);
    }
}
