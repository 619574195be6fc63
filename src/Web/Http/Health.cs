using Vemap.Application.Common.Ports;

namespace Vemap.Web.Http;

/// <summary>/health/live: the process runs. /health/ready: the database answers and the signing keys are there, so that requests will be served.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok()).ExcludeFromDescription().DisableRateLimiting();
        routes.MapGet("/health/ready", async (IDatabaseHealth database, IPublishedKeys keys, CancellationToken cancellationToken) =>
        {
            if (!await database.IsReadyAsync(cancellationToken)) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            // They are made at the very first start, and the first log-in should not wait for that.
            await keys.JsonWebKeySetAsync(cancellationToken);
            return Results.Ok();
        }).ExcludeFromDescription().DisableRateLimiting();
    }
}
