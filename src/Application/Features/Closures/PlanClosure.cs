using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner drafts a closure of a project; it gets the environment's next number, and its occurrences follow from its phases.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record PlanClosure(ProjectId ProjectId, ClosureBody Body) : ICommand<PlanClosureResult>, IHasBody<ClosureBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

public sealed record PlanClosureResult(ClosureId Id, string Number, int Version) : IVersioned;

internal sealed class PlanClosureValidator : AbstractValidator<PlanClosure>
{
    public PlanClosureValidator() => RuleFor(request => request.Body).SetValidator(new ClosureBodyValidator());
}

internal sealed class PlanClosureHandler(
    IRepository<Project> projects,
    IRepository<Closure> closures,
    IRepository<ClosureNumberSeries> numbers,
    ClosurePlaces places,
    ILocks locks,
    CallContext call,
    TimeProvider clock) : IRequestHandler<PlanClosure, PlanClosureResult>
{
    public async Task<PlanClosureResult> Handle(PlanClosure request, CancellationToken cancellationToken)
    {
        await places.RequireAsync(request.Body, cancellationToken);
        await locks.TakeAsync(LockName.ClosureNumbers, cancellationToken);
        var project = await projects.GetAsync(ProjectSpec.ById(request.ProjectId), cancellationToken);
        project.RequireActive();
        if (request.Body.ContractorId is { } contractor && project.Contractors.All(one => one.ContractorId != contractor))
            throw ClosureProblems.UnknownContractor();
        var now = clock.GetUtcNow();
        var closure = await closures.AddAsync(
            numbers,
            now,
            number => new Closure(ClosureId.New(), project.Id, number, request.Body.ToContent(), call.User, now),
            cancellationToken);
        return new PlanClosureResult(closure.Id, closure.Number, closure.Version);
    }
}
