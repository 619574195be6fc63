using System.Globalization;
using System.Threading.RateLimiting;

namespace Vemap.Web.Http;

/// <summary>So many attempts a minute from one address at everything that needs no token: lock-out alone would not stop one password being tried on many accounts.</summary>
internal static class AuthLimit
{
    public const string Policy = "auth";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddAuthLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var permits = configuration.GetValue("Identity:AttemptsPerMinute", 120);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            limiter.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window }));
        });
    }
}
