using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner changes the public text and the contacts, also of a confirmed closure.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ChangePublicInformation(ProjectId ProjectId, ClosureId ClosureId, int Version, ChangePublicInformationBody Body)
    : ICommand<ChangePublicInformationResult>, IHasBody<ChangePublicInformationBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public sealed record ChangePublicInformationBody(IReadOnlyList<ClosureContact> Contacts, [property: Multiline] string? PublicText = null);

public sealed record ChangePublicInformationResult(ClosureId Id, int ContentVersion, int Version) : IVersioned;

internal sealed class ChangePublicInformationValidator : AbstractValidator<ChangePublicInformation>
{
    public ChangePublicInformationValidator()
    {
        RuleFor(request => request.Body.Contacts).SetValidator(new ContactsValidator());
        RuleFor(request => request.Body.PublicText).MaximumLength(5000);
    }
}

internal sealed class ChangePublicInformationHandler(IRepository<Project> projects, IRepository<Closure> closures, CallContext call, TimeProvider clock)
    : IRequestHandler<ChangePublicInformation, ChangePublicInformationResult>
{
    public async Task<ChangePublicInformationResult> Handle(ChangePublicInformation request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.ChangePublicInformation(request.Body.PublicText, request.Body.Contacts, call.User, clock.GetUtcNow());
        return new ChangePublicInformationResult(closure.Id, closure.ContentVersion, closure.Version);
    }
}
