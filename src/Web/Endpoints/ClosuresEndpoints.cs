using Vemap.Application.Features.Closures;
using Vemap.Domain.Closures;

namespace Vemap.Web.Endpoints;

internal sealed class ClosuresEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var closures = routes.MapGroup($"{EndpointGroups.Environment}/projects/{{projectId}}/closures");

        routes.MapGet($"{EndpointGroups.Environment}/closures", async (
            ClientEnvironmentId environmentId, [AsParameters] ClosureFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new FindClosures(filter.Status?.Value, filter.From?.Value, filter.To?.Value, filter.Bbox, filter.Text, page.Cursor, page.Limit, page.Count),
                cancellationToken)))
            .Sends<FindClosures>();

        closures.MapGet("", async (
            ClientEnvironmentId environmentId, ProjectId projectId, [AsParameters] ClosureFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListClosures(
                    projectId, filter.Status?.Value, filter.From?.Value, filter.To?.Value, filter.Bbox, filter.Text,
                    page.Cursor, page.Limit, page.Count),
                cancellationToken)))
            .Sends<ListClosures>();

        closures.MapPost("", async (
            ClientEnvironmentId environmentId, ProjectId projectId, Body<ClosureBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new PlanClosure(projectId, body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<PlanClosure>();

        closures.MapGet("{closureId}", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetClosure(projectId, closureId), cancellationToken)))
            .Sends<GetClosure>();

        closures.MapPut("{closureId}", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<ClosureBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangeClosure(projectId, closureId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangeClosure>();

        closures.MapPut("{closureId}/public-information", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<ChangePublicInformationBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangePublicInformation(projectId, closureId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangePublicInformation>();

        closures.MapPut("{closureId}/phases/{phaseId}/end", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, PhaseId phaseId, IfMatch ifMatch, Body<EndPhaseBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new EndPhase(projectId, closureId, phaseId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<EndPhase>();

        closures.MapPost("{closureId}/duplicates", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new DuplicateClosure(projectId, closureId), cancellationToken), made => $"../../{made.Id}"))
            .Sends<DuplicateClosure>();

        closures.MapGet("{closureId}/versions", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListClosureVersions(projectId, closureId, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListClosureVersions>();

        closures.MapGet("{closureId}/steps", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListClosureSteps(projectId, closureId, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListClosureSteps>();

        closures.MapPost("{closureId}/submissions", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new SubmitClosure(projectId, closureId, ifMatch.Version), cancellationToken)))
            .Sends<SubmitClosure>();

        closures.MapPost("{closureId}/withdrawals", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new WithdrawClosure(projectId, closureId, ifMatch.Version), cancellationToken)))
            .Sends<WithdrawClosure>();

        closures.MapPost("{closureId}/returns", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<RequestClosureChangesBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new RequestClosureChanges(projectId, closureId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<RequestClosureChanges>();

        closures.MapPost("{closureId}/refusals", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<RefuseClosureBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new RefuseClosure(projectId, closureId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<RefuseClosure>();

        closures.MapPost("{closureId}/confirmations", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<ConfirmClosureBody>? body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ConfirmClosure(projectId, closureId, ifMatch.Version, body?.Value), cancellationToken)))
            .Sends<ConfirmClosure>();

        closures.MapPost("{closureId}/cancellations", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<CancelClosureBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new CancelClosure(projectId, closureId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<CancelClosure>();
    }
}

internal sealed record ClosureFilter(Choices<ClosureStatus>? Status, Instant? From, Instant? To, string? Bbox, string? Text);
