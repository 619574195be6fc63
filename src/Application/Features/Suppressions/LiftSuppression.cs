using Vemap.Domain.Suppressions;

namespace Vemap.Application.Features.Suppressions;

/// <summary>The road authority lets an address receive mail again, and says why.</summary>
[Access(Role.Organisation)]
public sealed record LiftSuppression(SuppressionId SuppressionId, int Version, LiftSuppressionBody Body)
    : ICommand<LiftSuppressionResult>, IHasBody<LiftSuppressionBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => SuppressionId;
}

public sealed record LiftSuppressionBody([property: Multiline] string Reason);

public sealed record LiftSuppressionResult(SuppressionId Id, int Version) : IVersioned;

internal sealed class LiftSuppressionValidator : AbstractValidator<LiftSuppression>
{
    public LiftSuppressionValidator() => RuleFor(request => request.Body.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class LiftSuppressionHandler(IRepository<Suppression> suppressions, CallContext call, TimeProvider clock) : IRequestHandler<LiftSuppression, LiftSuppressionResult>
{
    public async Task<LiftSuppressionResult> Handle(LiftSuppression request, CancellationToken cancellationToken)
    {
        var suppression = await suppressions.GetAsync(SuppressionSpec.ById(request.SuppressionId), request.Version, cancellationToken);
        suppression.Lift(call.User, request.Body.Reason, clock.GetUtcNow());
        return new LiftSuppressionResult(suppression.Id, suppression.Version);
    }
}
