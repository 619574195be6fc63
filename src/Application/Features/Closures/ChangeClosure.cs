using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner writes a closure's content anew, phases and detours included; nights that remain keep their ids. Refused once it is submitted or confirmed.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ChangeClosure(ProjectId Project, ClosureId Closure, int Version, ClosureBody Body) : ICommand<ChangeClosureResult>;

public sealed record ChangeClosureResult(ClosureId Id, int ContentVersion, int Version);

internal sealed class ChangeClosureValidator : AbstractValidator<ChangeClosure>
{
    public ChangeClosureValidator() => RuleFor(request => request.Body).SetValidator(new ClosureBodyValidator());
}

internal sealed class ChangeClosureHandler(IRepository<Project> projects, IRepository<Closure> closures, IIds ids, CallContext call, TimeProvider clock)
    : IRequestHandler<ChangeClosure, ChangeClosureResult>
{
    public async Task<ChangeClosureResult> Handle(ChangeClosure request, CancellationToken cancellationToken)
    {
        var project = await projects.GetAsync(ProjectSpec.ById(request.Project), cancellationToken);
        project.RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.WithContent(request.Project, request.Closure), request.Version, cancellationToken);
        // A contractor who has left the project stays on the closures they were named on.
        if (request.Body.ContractorId is { } contractor && contractor != closure.ContractorId && project.Contractors.All(one => one.ContractorId != contractor)) throw ClosureProblems.UnknownContractor();
        closure.Change(request.Body.ToContent(), ids.ForParts(), call.User, clock.GetUtcNow());
        return new ChangeClosureResult(closure.Id, closure.ContentVersion, closure.Version);
    }
}
