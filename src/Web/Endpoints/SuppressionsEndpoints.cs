using Vemap.Application.Features.Mailings;

namespace Vemap.Web.Endpoints;

internal sealed class SuppressionsEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var suppressions = routes.MapGroup($"{EndpointGroups.Environment}/suppressions");

        suppressions.MapGet("", async (ClientEnvironmentId environmentId, string? address, bool? lifted, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListSuppressions(address, lifted, cursor, limit, count), cancellationToken)))
            .Sends<ListSuppressions>();

        suppressions.MapPost("{suppressionId}/liftings", async (ClientEnvironmentId environmentId, SuppressionId suppressionId, IfMatch ifMatch, Body<LiftSuppressionBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var lifted = await mediator.Send(new LiftSuppression(suppressionId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(lifted, lifted.Version);
        }).Sends<LiftSuppression>();
    }
}
