using Microsoft.Extensions.Options;
using Vemap.Application.Common.Requests;

namespace Vemap.Infrastructure.Local;

/// <summary>Where wrong passwords are counted.</summary>
internal interface ILogInFailures
{
    /// <summary>Until when a network may not log in to this account; null: it may.</summary>
    Task<DateTimeOffset?> BlockedUntilAsync(UserId user, string network, CancellationToken cancellationToken);

    /// <summary>Counts one more; at <paramref name="most"/> the network is blocked for <paramref name="block"/>, and the count begins again.</summary>
    Task AddAsync(UserId user, string network, int most, TimeSpan block, CancellationToken cancellationToken);

    /// <summary>Forgets the failures of one network or, without one, of all.</summary>
    Task RemoveAsync(UserId user, string? network, CancellationToken cancellationToken);
}

/// <summary>Blocks a network that gives wrong passwords for an account, and no other network: whoever guesses must not keep the account's owner out.</summary>
internal sealed class LogInThrottle(ILogInFailures failures, IOptions<LocalIdentityOptions> options, CallContext call, TimeProvider clock)
{
    public async Task<bool> IsBlockedAsync(UserId user, CancellationToken cancellationToken) =>
        await failures.BlockedUntilAsync(user, ClientNetwork.Of(call.Origin), cancellationToken) > clock.GetUtcNow();

    public Task CountFailureAsync(UserId user, CancellationToken cancellationToken) =>
        failures.AddAsync(user, ClientNetwork.Of(call.Origin), options.Value.AttemptsBeforeLockout, options.Value.Lockout, cancellationToken);

    /// <summary>After the right password from this network.</summary>
    public Task ResetAsync(UserId user, CancellationToken cancellationToken) => failures.RemoveAsync(user, ClientNetwork.Of(call.Origin), cancellationToken);

    /// <summary>After a new password, from everywhere.</summary>
    public Task ForgetAsync(UserId user, CancellationToken cancellationToken) => failures.RemoveAsync(user, null, cancellationToken);
}
