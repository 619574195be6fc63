using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Common;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Closures;

/// <summary>The road authority refuses a submitted closure for good, with a reason.</summary>
[Access(Role.Organisation)]
public sealed record RefuseClosure(ProjectId Project, ClosureId Closure, int Version, RefuseClosureBody Body) : ICommand<RefuseClosureResult>;

public sealed record RefuseClosureBody(RefusalReason Reason, [property: ManyLines] string? Note = null);

public sealed record RefuseClosureResult(ClosureId Id, ClosureStatus Status, int Version);

internal sealed class RefuseClosureValidator : AbstractValidator<RefuseClosure>
{
    public RefuseClosureValidator()
    {
        RuleFor(request => request.Body.Reason).IsInEnum();
        RuleFor(request => request.Body.Note).NotWhiteSpace().MaximumLength(2000);
    }
}

internal sealed class RefuseClosureHandler(IRepository<Project> projects, IRepository<Closure> closures, CallContext call, TimeProvider clock)
    : IRequestHandler<RefuseClosure, RefuseClosureResult>
{
    public async Task<RefuseClosureResult> Handle(RefuseClosure request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.Alone(request.Project), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.Project, request.Closure), request.Version, cancellationToken);
        closure.Refuse(request.Body.Reason, request.Body.Note, call.User, clock.GetUtcNow());
        return new RefuseClosureResult(closure.Id, closure.Status, closure.Version);
    }
}
