using Vemap.Application.Features.Suppressions;

namespace Vemap.Web.Endpoints;

internal sealed class SuppressionsEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var suppressions = routes.MapGroup($"{EndpointGroups.Environment}/suppressions");

        suppressions.MapGet("", async (
            ClientEnvironmentId environmentId, [AsParameters] SuppressionFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListSuppressions(filter.Address, filter.Lifted, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListSuppressions>();

        suppressions.MapPost("{suppressionId}/liftings", async (
            ClientEnvironmentId environmentId, SuppressionId suppressionId, IfMatch ifMatch, Body<LiftSuppressionBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new LiftSuppression(suppressionId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<LiftSuppression>();
    }
}

internal sealed record SuppressionFilter(string? Address, bool? Lifted);
