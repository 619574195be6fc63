using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody holds a mailing that is being sent; what is on its way still arrives.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record PauseMailing(MailingId MailingId, int Version, PauseMailingBody Body)
    : ICommand<PauseMailingResult>, IHasBody<PauseMailingBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailingId;
}

public sealed record PauseMailingBody([property: Multiline] string? Reason = null);

public sealed record PauseMailingResult(MailingId Id, MailingStatus Status, int Version) : IVersioned;

internal sealed class PauseMailingValidator : AbstractValidator<PauseMailing>
{
    public PauseMailingValidator() => RuleFor(request => request.Body.Reason).MaximumLength(500);
}

internal sealed class PauseMailingHandler(IRepository<Mailing> mailings, TimeProvider clock) : IRequestHandler<PauseMailing, PauseMailingResult>
{
    public async Task<PauseMailingResult> Handle(PauseMailing request, CancellationToken cancellationToken)
    {
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.MailingId), request.Version, cancellationToken);
        mailing.Pause(PauseCause.Person, request.Body.Reason, clock.GetUtcNow());
        return new PauseMailingResult(mailing.Id, mailing.Status, mailing.Version);
    }
}
