using System.Globalization;
using System.Threading.RateLimiting;

namespace Vemap.Web.Http;

/// <summary>So many attempts a minute from one address at everything that needs no token: lock-out alone would not stop one password being tried on many accounts.</summary>
/// <remarks>And so many at once from all together: each holds a connection while a password is hashed, and the others' work needs some too.</remarks>
internal static class AuthLimit
{
    public const string Policy = "auth";
    public const string Refresh = "refresh";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    public static void AddAuthLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var permits = configuration.GetValue("Identity:AttemptsPerMinute", 120);
        var atOnce = configuration.GetValue("Identity:AttemptsAtOnce", 16);
        services.AddRateLimiter(limiter =>
        {
            var turns = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = 4 * atOnce });
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Turn;
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            // The turn first: who has to wait for one is asked again, and would be counted twice.
            limiter.AddPolicy(Policy, context => RateLimitPartition.Get(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => RateLimiter.CreateChained(turns, new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window }))));
            limiter.AddPolicy(Refresh, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window }));
        });
    }
}
