using Vemap.Application.Features.Closures;
using Vemap.Domain.Closures;

namespace Vemap.Web.Endpoints;

internal sealed class ClosuresEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var closures = routes.MapGroup($"{EndpointGroups.Environment}/projects/{{projectId}}/closures");

        routes.MapGet($"{EndpointGroups.Environment}/closures", async (ClientEnvironmentId environmentId, Choices<ClosureStatus>? status, Instant? from, Instant? to, string? bbox, string? text, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new FindClosures(status?.Value, from?.Value, to?.Value, bbox, text, cursor, limit, count), cancellationToken)))
            .Sends<FindClosures>();

        closures.MapGet("", async (ClientEnvironmentId environmentId, ProjectId projectId, Choices<ClosureStatus>? status, Instant? from, Instant? to, string? bbox, string? text, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListClosures(projectId, status?.Value, from?.Value, to?.Value, bbox, text, cursor, limit, count), cancellationToken)))
            .Sends<ListClosures>();

        closures.MapPost("", async (ClientEnvironmentId environmentId, ProjectId projectId, Body<ClosureBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var planned = await mediator.Send(new PlanClosure(projectId, body.Value), cancellationToken);
            return Answer.Created(planned.Id.ToString(), planned, planned.Version);
        }).Sends<PlanClosure>();

        closures.MapGet("{closureId}", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var closure = await mediator.Send(new GetClosure(projectId, closureId), cancellationToken);
            return Answer.Ok(closure, closure.Version);
        }).Sends<GetClosure>();

        closures.MapPut("{closureId}", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<ClosureBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangeClosure(projectId, closureId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangeClosure>();

        closures.MapPut("{closureId}/public-information", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<ChangePublicInformationBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangePublicInformation(projectId, closureId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangePublicInformation>();

        closures.MapPut("{closureId}/phases/{phaseId}/end", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, PhaseId phaseId, IfMatch ifMatch, Body<EndPhaseBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var ended = await mediator.Send(new EndPhase(projectId, closureId, phaseId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(ended, ended.Version);
        }).Sends<EndPhase>();

        closures.MapPost("{closureId}/duplicates", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var copy = await mediator.Send(new DuplicateClosure(projectId, closureId), cancellationToken);
            return Answer.Created($"../../{copy.Id}", copy, copy.Version);
        }).Sends<DuplicateClosure>();

        closures.MapGet("{closureId}/versions", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListClosureVersions(projectId, closureId, cursor, limit, count), cancellationToken)))
            .Sends<ListClosureVersions>();

        closures.MapGet("{closureId}/steps", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListClosureSteps(projectId, closureId, cursor, limit, count), cancellationToken)))
            .Sends<ListClosureSteps>();

        closures.MapPost("{closureId}/submissions", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var submitted = await mediator.Send(new SubmitClosure(projectId, closureId, ifMatch.Version), cancellationToken);
            return Answer.Ok(submitted, submitted.Version);
        }).Sends<SubmitClosure>();

        closures.MapPost("{closureId}/withdrawals", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var withdrawn = await mediator.Send(new WithdrawClosure(projectId, closureId, ifMatch.Version), cancellationToken);
            return Answer.Ok(withdrawn, withdrawn.Version);
        }).Sends<WithdrawClosure>();

        closures.MapPost("{closureId}/returns", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<RequestClosureChangesBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var returned = await mediator.Send(new RequestClosureChanges(projectId, closureId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(returned, returned.Version);
        }).Sends<RequestClosureChanges>();

        closures.MapPost("{closureId}/refusals", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<RefuseClosureBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var refused = await mediator.Send(new RefuseClosure(projectId, closureId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(refused, refused.Version);
        }).Sends<RefuseClosure>();

        closures.MapPost("{closureId}/confirmations", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<ConfirmClosureBody>? body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var confirmed = await mediator.Send(new ConfirmClosure(projectId, closureId, ifMatch.Version, body?.Value), cancellationToken);
            return Answer.Ok(confirmed, confirmed.Version);
        }).Sends<ConfirmClosure>();

        closures.MapPost("{closureId}/cancellations", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IfMatch ifMatch, Body<CancelClosureBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var cancelled = await mediator.Send(new CancelClosure(projectId, closureId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(cancelled, cancelled.Version);
        }).Sends<CancelClosure>();
    }
}
