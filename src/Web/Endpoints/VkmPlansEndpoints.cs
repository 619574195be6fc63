using Vemap.Application.Features.VkmPlans;
using Vemap.Domain.VkmPlans;

namespace Vemap.Web.Endpoints;

internal sealed class VkmPlansEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var plans = routes.MapGroup($"{EndpointGroups.Environment}/projects/{{projectId}}/vkm-plans");

        plans.MapGet("", async (
            ClientEnvironmentId environmentId, ProjectId projectId, [AsParameters] VkmPlanFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListVkmPlans(projectId, filter.Review?.Value, filter.Status?.Value, filter.ClosureId, page.Cursor, page.Limit, page.Count),
                cancellationToken)))
            .Sends<ListVkmPlans>();

        plans.MapPost("", async (
            ClientEnvironmentId environmentId, ProjectId projectId, Body<AddVkmPlanBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new AddVkmPlan(projectId, body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<AddVkmPlan>();

        plans.MapGet("{planId}", async (
            ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetVkmPlan(projectId, planId), cancellationToken)))
            .Sends<GetVkmPlan>();

        plans.MapPost("{planId}/versions", async (
            ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IfMatch ifMatch, Body<AddVkmPlanVersionBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new AddVkmPlanVersion(projectId, planId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<AddVkmPlanVersion>();

        plans.MapPut("{planId}/closures", async (
            ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IfMatch ifMatch, Body<CoverClosuresBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new CoverClosures(projectId, planId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<CoverClosures>();

        plans.MapPost("{planId}/reviews", async (
            ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IfMatch ifMatch, Body<ReviewVkmPlanBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ReviewVkmPlan(projectId, planId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ReviewVkmPlan>();

        plans.MapPost("{planId}/withdrawals", async (
            ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IfMatch ifMatch,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new WithdrawVkmPlanVersion(projectId, planId, ifMatch.Version), cancellationToken)))
            .Sends<WithdrawVkmPlanVersion>();

        plans.MapPost("{planId}/revocations", async (
            ClientEnvironmentId environmentId, ProjectId projectId, VkmPlanId planId, IfMatch ifMatch, Body<RevokeVkmPlanApprovalBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new RevokeVkmPlanApproval(projectId, planId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<RevokeVkmPlanApproval>();

        var all = routes.MapGroup($"{EndpointGroups.Environment}/vkm-plans");

        all.MapGet("", async (
            ClientEnvironmentId environmentId, [AsParameters] VkmPlanFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new FindVkmPlans(filter.Review?.Value, filter.Status?.Value, filter.ClosureId, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<FindVkmPlans>();

        var approved = routes.MapGroup($"{EndpointGroups.Environment}/projects/{{projectId}}/closures/{{closureId}}/approved-plans");

        approved.MapGet("", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new ListApprovedPlans(projectId, closureId), cancellationToken)))
            .Sends<ListApprovedPlans>();

        approved.MapGet("{planId}/download", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, VkmPlanId planId,
            IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new DownloadApprovedPlan(projectId, closureId, planId), cancellationToken)))
            .Sends<DownloadApprovedPlan>();

        var approvals = routes.MapGroup($"{EndpointGroups.Environment}/void-approvals");

        approvals.MapGet("", async (
            ClientEnvironmentId environmentId, [AsParameters] PageQuery page, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new FindVoidApprovals(page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<FindVoidApprovals>();
    }
}

internal sealed record VkmPlanFilter(Choice<ReviewFilter>? Review, Choices<VkmPlanVersionStatus>? Status, ClosureId? ClosureId);
