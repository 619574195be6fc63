using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Vemap.Web.Http;

/// <summary>Limits how many passwords are hashed at the same moment, since each takes a core and a database connection.</summary>
/// <remarks>A turn is taken when the body has been read, so that a slow client holds none, and no address gets more than a quarter of them.</remarks>
internal sealed class AuthTurns(IOptions<AuthLimitOptions> options) : IDisposable
{
    private const int AddressShare = 4;
    private const int QueuePerTurn = 4;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly PartitionedRateLimiter<HttpContext> turns = PartitionedRateLimiter.CreateChained(
        Limiter(ClientAddress.GroupOf, TurnsOfAddress(options.Value)),
        Limiter(_ => "", options.Value.AttemptsAtOnce));

    public async ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var turn = await turns.AcquireAsync(context.HttpContext, cancellationToken: context.HttpContext.RequestAborted);
        if (!turn.IsAcquired) throw WebProblems.TooManyRequests(new ExceededLimit("auth-turns", TurnsOfAddress(options.Value), TimeSpan.Zero, RetryAfter));
        return await next(context);
    }

    public void Dispose() => turns.Dispose();

    private static int TurnsOfAddress(AuthLimitOptions options) => Math.Max(1, options.AttemptsAtOnce / AddressShare);

    private static PartitionedRateLimiter<HttpContext> Limiter(Func<HttpContext, string> partition, int permits)
    {
        var options = new ConcurrencyLimiterOptions { PermitLimit = permits, QueueLimit = QueuePerTurn * permits };
        return PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetConcurrencyLimiter(partition(context), _ => options));
    }
}

internal static class AuthTurnsFilter
{
    /// <summary>The operation hashes a password, and waits for its turn to do so.</summary>
    public static RouteHandlerBuilder TakesTurns(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<AuthTurns>().RunAsync(context, next));
}
