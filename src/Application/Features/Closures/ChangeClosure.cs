using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner replaces a closure's content, phases and detours included; nights that remain keep their ids. Refused once it is submitted or
/// confirmed.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ChangeClosure(ProjectId ProjectId, ClosureId ClosureId, int Version, ClosureBody Body)
    : ICommand<ChangeClosureResult>, IHasBody<ClosureBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public sealed record ChangeClosureResult(ClosureId Id, int ContentVersion, int Version) : IVersioned;

internal sealed class ChangeClosureValidator : AbstractValidator<ChangeClosure>
{
    public ChangeClosureValidator() => RuleFor(request => request.Body).SetValidator(new ClosureBodyValidator());
}

internal sealed class ChangeClosureHandler(
    IRepository<Project> projects,
    IRepository<Closure> closures,
    ClosurePlaces places,
    CallContext call,
    TimeProvider clock)
    : IRequestHandler<ChangeClosure, ChangeClosureResult>
{
    public async Task<ChangeClosureResult> Handle(ChangeClosure request, CancellationToken cancellationToken)
    {
        var project = await projects.GetAsync(ProjectSpec.ById(request.ProjectId), cancellationToken);
        project.RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.WithContent(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        // A contractor who has left the project stays on the closures they were named on.
        var contractor = request.Body.ContractorId;
        if (contractor is not null && contractor != closure.ContractorId && project.Contractors.All(one => one.ContractorId != contractor))
            throw ClosureProblems.UnknownContractor();
        await places.RequireAsync(request.Body, cancellationToken);
        closure.Change(request.Body.ToContent(), call.User, clock.GetUtcNow());
        return new ChangeClosureResult(closure.Id, closure.ContentVersion, closure.Version);
    }
}
