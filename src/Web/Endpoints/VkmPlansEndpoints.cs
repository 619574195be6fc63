using Vemap.Application.Features.VkmPlans;
using Vemap.Domain.VkmPlans;

namespace Vemap.Web.Endpoints;

internal sealed class VkmPlansEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var plans = routes.MapGroup($"{EndpointGroups.Environment}/projects/{{projectId}}/vkm-plans");

        plans.MapGet("", async (ClientEnvironmentId environmentId, ProjectId projectId, Choice<ReviewFilter>? review, Choices<VkmPlanVersionStatus>? status, ClosureId? closureId, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListVkmPlans(projectId, review?.Value, status?.Value, closureId, cursor, limit, count), cancellationToken)))
            .Sends<ListVkmPlans>();

        plans.MapPost("", async (ClientEnvironmentId environmentId, ProjectId projectId, Body<AddVkmPlanBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new AddVkmPlan(projectId, body.Value), cancellationToken);
            return Answer.Created(made.Id.ToString(), made, made.Version);
        }).Sends<AddVkmPlan>();

        plans.MapGet("{planId}", async (ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var found = await mediator.Send(new GetVkmPlan(projectId, planId), cancellationToken);
            return Answer.Ok(found, found.Version);
        }).Sends<GetVkmPlan>();

        plans.MapPost("{planId}/versions", async (ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IfMatch ifMatch, Body<AddVkmPlanVersionBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new AddVkmPlanVersion(projectId, planId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<AddVkmPlanVersion>();

        plans.MapPut("{planId}/closures", async (ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IfMatch ifMatch, Body<CoverClosuresBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new CoverClosures(projectId, planId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<CoverClosures>();

        plans.MapPost("{planId}/reviews", async (ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IfMatch ifMatch, Body<ReviewVkmPlanBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ReviewVkmPlan(projectId, planId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ReviewVkmPlan>();

        plans.MapPost("{planId}/withdrawals", async (ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new WithdrawVkmPlanVersion(projectId, planId, ifMatch.Version), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<WithdrawVkmPlanVersion>();

        plans.MapPost("{planId}/revocations", async (ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IfMatch ifMatch, Body<RevokeVkmPlanApprovalBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new RevokeVkmPlanApproval(projectId, planId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<RevokeVkmPlanApproval>();

        var all = routes.MapGroup($"{EndpointGroups.Environment}/vkm-plans");

        all.MapGet("", async (ClientEnvironmentId environmentId, Choice<ReviewFilter>? review, Choices<VkmPlanVersionStatus>? status, ClosureId? closureId, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new FindVkmPlans(review?.Value, status?.Value, closureId, cursor, limit, count), cancellationToken)))
            .Sends<FindVkmPlans>();

        var approved = routes.MapGroup($"{EndpointGroups.Environment}/projects/{{projectId}}/closures/{{closureId}}/approved-plans");

        approved.MapGet("", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new ListApprovedPlans(projectId, closureId), cancellationToken)))
            .Sends<ListApprovedPlans>();

        approved.MapGet("{planId}/download", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, VkmPlanId planId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new DownloadApprovedPlan(projectId, closureId, planId), cancellationToken)))
            .Sends<DownloadApprovedPlan>();

        var approvals = routes.MapGroup($"{EndpointGroups.Environment}/void-approvals");

        approvals.MapGet("", async (ClientEnvironmentId environmentId, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new FindVoidApprovals(cursor, limit, count), cancellationToken)))
            .Sends<FindVoidApprovals>();
    }
}
