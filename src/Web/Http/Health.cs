using Vemap.Application.Common.Ports;

namespace Vemap.Web.Http;

/// <summary>/health/live: the process runs. /health/ready: the database answers, so that requests will be served.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok()).ExcludeFromDescription();
        routes.MapGet("/health/ready", async (IDatabaseHealth database, CancellationToken cancellationToken) =>
            await database.IsReadyAsync(cancellationToken) ? Results.Ok() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
    }
}
