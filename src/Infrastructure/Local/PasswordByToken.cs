using Microsoft.AspNetCore.Identity;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

/// <summary>Sets a password by a one-time token, which is used up by that.</summary>
internal sealed class PasswordByToken(Accounts accounts, IRepository<User> users, OneTimeTokens tokens, LogInThrottle throttle, AccountLock accountLock)
{
    /// <param name="status">What the user must be: invited for a first password, active for another.</param>
    public async Task<(User User, OneTimeToken Spent)> SetAsync(string text, string newPassword, UserStatus status, TokenPurpose[] purposes,
        CancellationToken cancellationToken)
    {
        if (!TokenText.TryRead<OneTimeToken>(text, owners: 2, out var id, out _)) throw AuthProblems.TokenSpent();
        await accountLock.TakeAsync(id, cancellationToken);
        var token = await tokens.FindGoodAsync(text, cancellationToken);
        if (token is null || !purposes.Contains(token.Purpose)) throw AuthProblems.TokenSpent();
        var user = await users.GetAsync(UserSpec.ById(token.UserId), cancellationToken);
        if (user.Status == UserStatus.Active && token.Purpose == TokenPurpose.Invitation) throw AuthProblems.LogInToAccept();
        if (user.Status != status) throw AuthProblems.TokenSpent();
        if (PasswordRules.Refusal(newPassword, user) is { } refusal) throw AuthProblems.PasswordTooWeak(refusal);
        Require(await accounts.SetPasswordAsync(user.Id, newPassword));
        await tokens.SpendAsync(token, cancellationToken);
        await throttle.ForgetAsync(user.Id, cancellationToken);
        return (user, token);
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw AuthProblems.PasswordTooWeak(string.Join(' ', result.Errors.Select(error => error.Description)));
    }
}
