using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Vemap.Infrastructure.Local;

/// <summary>ASP.NET Core Identity's manager of passwords and lock-outs, on our clock.</summary>
internal sealed class Accounts(
    IUserStore<Credential> store,
    IOptions<IdentityOptions> options,
    IPasswordHasher<Credential> hasher,
    IEnumerable<IPasswordValidator<Credential>> passwordValidators,
    ILookupNormalizer normalizer,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<Credential>> log,
    TimeProvider clock)
    // No validators of names: the address is the user's, and unique there.
    : UserManager<Credential>(store, options, hasher, [], passwordValidators, normalizer, errors, services, log)
{
    private static readonly Credential Nobody = new();
    private static string? hashOfNothing;

    public Task<Credential?> FindAsync(UserId user) => FindByIdAsync(user.ToString());

    public override Task<bool> IsLockedOutAsync(Credential user) => Task.FromResult(user.LockoutEnabled && user.LockoutEnd > clock.GetUtcNow());

    public override async Task<IdentityResult> AccessFailedAsync(Credential user)
    {
        user.AccessFailedCount++;
        if (user.AccessFailedCount >= Options.Lockout.MaxFailedAccessAttempts)
        {
            user.AccessFailedCount = 0;
            user.LockoutEnd = clock.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan;
        }

        return await UpdateUserAsync(user);
    }

    /// <summary>Takes as long as checking a password does, so that the time tells nobody whether an address is known.</summary>
    public void CheckNothing(string password) =>
        PasswordHasher.VerifyHashedPassword(Nobody, hashOfNothing ??= PasswordHasher.HashPassword(Nobody, "nothing"), password);

    /// <summary>Sets a password, in a credential of its own if there is none yet, and opens a locked account.</summary>
    public async Task<IdentityResult> SetPasswordAsync(UserId user, string password)
    {
        if (await FindAsync(user) is not { } credential) return await CreateAsync(new Credential { Id = user.Value, UserName = user.ToString() }, password);
        var set = await UpdatePasswordHash(credential, password, validatePassword: true);
        (credential.LockoutEnd, credential.AccessFailedCount) = (null, 0);
        return set.Succeeded ? await UpdateUserAsync(credential) : set;
    }
}
