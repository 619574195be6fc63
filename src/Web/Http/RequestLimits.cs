using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Vemap.Application.Common.Ports;

namespace Vemap.Web.Http;

/// <summary>Part of section "Identity": what protects the operations that check a password.</summary>
internal sealed class AuthLimitOptions
{
    /// <summary>Requests to /v1/auth from one address.</summary>
    [Range(1, int.MaxValue)]
    public int AttemptsPerMinute { get; set; } = 120;

    /// <summary>Passwords that are checked or set at the same moment, for all addresses together; one address gets a quarter.</summary>
    [Range(1, 1_000)]
    public int AttemptsAtOnce { get; set; } = 16;
}

/// <summary>
/// How many requests a minute: of each user, of each address without an access token, and of each address at /v1/auth, where one password could be
/// tried on many accounts.
/// </summary>
internal static class RequestLimits
{
    public const string Auth = "auth";

    /// <summary>Operations that work by the refresh cookie, counted apart from attempts to log in.</summary>
    public const string Refresh = "refresh";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddRequestLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AuthLimitOptions>().BindConfiguration("Identity").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AuthTurns>();
        services.AddSingleton<IRequestRate, RequestRate>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>, IOptions<AuthLimitOptions>, TimeProvider>(Configure);
    }

    private static void Configure(RateLimiterOptions limiter, IOptions<LimitOptions> limits, IOptions<AuthLimitOptions> auth, TimeProvider clock)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.Get(CallerOf(context), _ => new WindowLimiter("requests", limits.Value.RequestsPerMinute, Window, clock)));
        limiter.AddPolicy(Auth, context =>
            RateLimitPartition.Get(ClientAddress.GroupOf(context), RateLimiter (_) => new WindowLimiter(Auth, auth.Value.AttemptsPerMinute, Window, clock)));
        limiter.AddPolicy(Refresh, context =>
            RateLimitPartition.Get(ClientAddress.GroupOf(context), RateLimiter (_) => new WindowLimiter(Refresh, auth.Value.AttemptsPerMinute, Window, clock)));
        limiter.OnRejected = (rejected, _) =>
            throw WebProblems.TooManyRequests(rejected.Lease.TryGetMetadata(WindowLimiter.Exceeded, out var exceeded) ? exceeded : default);
    }

    private static string CallerOf(HttpContext context) =>
        context.User.FindFirstValue("sub") is { } user ? $"user {user}" : $"address {ClientAddress.GroupOf(context)}";

    /// <summary>Requests of all members of an environment; counted by the pipeline, which knows who is a member.</summary>
    private sealed class RequestRate(IOptions<LimitOptions> limits, TimeProvider clock) : IRequestRate, IDisposable
    {
        private readonly PartitionedRateLimiter<ClientEnvironmentId> environments =
            PartitionedRateLimiter.Create<ClientEnvironmentId, ClientEnvironmentId>(environment =>
                RateLimitPartition.Get(environment, _ => new WindowLimiter("environment-requests", limits.Value.EnvironmentRequestsPerMinute, Window, clock)));

        public void Count(ClientEnvironmentId environment)
        {
            using var lease = environments.AttemptAcquire(environment);
            if (lease.TryGetMetadata(WindowLimiter.Exceeded, out var exceeded)) throw WebProblems.TooManyRequests(exceeded);
        }

        public void Dispose() => environments.Dispose();
    }
}
