using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner makes a new draft with the content of another closure, under a number of its own. Why no plan was needed is said anew, and a contractor who has left the project is left out.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record DuplicateClosure(ProjectId Project, ClosureId Closure) : ICommand<DuplicateClosureResult>;

public sealed record DuplicateClosureResult(ClosureId Id, string Number, int Version);

internal sealed class DuplicateClosureHandler(
    IRepository<Project> projects,
    IRepository<Closure> closures,
    IRepository<ClosureNumberSeries> numbers,
    ILocks locks,
    IIds ids,
    CallContext call,
    TimeProvider clock) : IRequestHandler<DuplicateClosure, DuplicateClosureResult>
{
    public async Task<DuplicateClosureResult> Handle(DuplicateClosure request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(ClosureNumbers.Lock, cancellationToken);
        var project = await projects.GetAsync(ProjectSpec.ById(request.Project), cancellationToken);
        project.RequireActive();
        var original = await closures.GetAsync(ClosureSpec.WithContent(request.Project, request.Closure), cancellationToken);
        var contractor = project.Contractors.Any(one => one.ContractorId == original.ContractorId) ? original.ContractorId : null;
        var content = original.Content.Anew() with { NoPlanReason = null, ContractorId = contractor };
        var now = clock.GetUtcNow();
        var copy = await closures.AddAsync(
            numbers,
            ids,
            now,
            number => new Closure(ids.New<Closure>(), original.ProjectId, number, content, ids.ForParts(), call.User, now),
            cancellationToken);
        return new DuplicateClosureResult(copy.Id, copy.Number, copy.Version);
    }
}
