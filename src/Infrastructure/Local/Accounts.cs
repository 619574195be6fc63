using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Vemap.Infrastructure.Local;

/// <summary>ASP.NET Core Identity's manager of passwords. A password is hashed and checked in Unicode's form C, so that it is the same however a keyboard
/// composes its letters.</summary>
internal sealed class Accounts(
    IUserStore<Credential> store,
    IOptions<IdentityOptions> options,
    IPasswordHasher<Credential> hasher,
    IEnumerable<IPasswordValidator<Credential>> passwordValidators,
    ILookupNormalizer normalizer,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<Credential>> log)
    // No validators of names: the address is the user's, and unique there.
    : UserManager<Credential>(store, options, hasher, [], passwordValidators, normalizer, errors, services, log)
{
    private static readonly Credential Nobody = new();
    private static string? hashOfNothing;

    public Task<Credential?> FindAsync(UserId user) => FindByIdAsync(user.ToString());

    public override async Task<bool> CheckPasswordAsync(Credential user, string password)
    {
        var composed = UnicodeForms.Composed(password);
        if (composed == password) return await base.CheckPasswordAsync(user, password);
        // Hashes from before this rule were made of what was typed. Both are always checked, so that the time does not depend on the account.
        var isComposed = await base.CheckPasswordAsync(user, composed);
        var isAsTyped = PasswordHasher.VerifyHashedPassword(user, user.PasswordHash ?? "", password) != PasswordVerificationResult.Failed;
        if (isAsTyped && !isComposed)
        {
            await UpdatePasswordHash(user, composed, validatePassword: false);
            await UpdateUserAsync(user);
        }

        return isComposed || isAsTyped;
    }

    /// <summary>Takes as long as checking a password does, so that the time does not show whether an address is known.</summary>
    public void CheckNothing(string password)
    {
        hashOfNothing ??= PasswordHasher.HashPassword(Nobody, "nothing");
        var composed = UnicodeForms.Composed(password);
        PasswordHasher.VerifyHashedPassword(Nobody, hashOfNothing, composed);
        if (composed != password) PasswordHasher.VerifyHashedPassword(Nobody, hashOfNothing, password);
    }

    /// <summary>Sets a password, in a credential of its own if there is none yet.</summary>
    public async Task<IdentityResult> SetPasswordAsync(UserId user, string password)
    {
        var composed = UnicodeForms.Composed(password);
        if (await FindAsync(user) is not { } credential) return await CreateAsync(new Credential { Id = user.Value, UserName = user.ToString() }, composed);
        var set = await UpdatePasswordHash(credential, composed, validatePassword: true);
        return set.Succeeded ? await UpdateUserAsync(credential) : set;
    }
}
