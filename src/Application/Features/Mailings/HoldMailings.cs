using Vemap.Application.Common.Mail;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Mailings;

/// <summary>Pauses the scheduled mailings about a closure that are not true any more, at the time of the change: people look at them before they are due.</summary>
[Access(Audience.System)]
public sealed record HoldMailings(ClosureId ClosureId) : ICommand, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

internal sealed class HoldMailingsHandler(IRepository<Mailing> mailings, MailingConsistency consistency, ILocks locks) : IRequestHandler<HoldMailings, Unit>
{
    public async Task<Unit> Handle(HoldMailings request, CancellationToken cancellationToken)
    {
        // Whoever starts mailings takes the same lock: none starts while it is being held.
        await locks.TakeAsync(LockName.Mailings, cancellationToken);
        foreach (var mailing in await mailings.ListAsync(MailingSpec.ScheduledAbout(request.ClosureId), cancellationToken))
            await consistency.PauseIfInconsistentAsync(mailing, cancellationToken);
        return Unit.Value;
    }
}
