using Microsoft.Extensions.Options;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

/// <summary>Issues and looks up one-time tokens.</summary>
internal sealed class OneTimeTokens(IRepository<OneTimeToken> tokens, IOptions<LocalIdentityOptions> options, TimeProvider clock) : IInvitationTokens
{
    public Task<IssuedToken> IssueAsync(UserId user, ClientEnvironmentId environment, CancellationToken cancellationToken) =>
        IssueOnlyAsync(user, TokenPurpose.Invitation, environment, options.Value.InvitationLife, cancellationToken);

    /// <summary>Carries on the log-in of somebody who gave an invitation's secret as password.</summary>
    public Task<IssuedToken> IssueChallengeAsync(OneTimeToken invitation, CancellationToken cancellationToken) =>
        IssueOnlyAsync(invitation.UserId, TokenPurpose.NewPassword, invitation.InvitedTo, options.Value.ChallengeLife, cancellationToken);

    /// <summary>Earlier tokens stay good: a stranger who asks for a reset must not make the link useless that its owner has just received.</summary>
    public IssuedToken IssueReset(UserId user) => Issue(user, TokenPurpose.PasswordReset, default, options.Value.PasswordResetLife);

    /// <summary>The good token that a text stands for, or null.</summary>
    public async Task<OneTimeToken?> FindGoodAsync(string text, CancellationToken cancellationToken) =>
        TokenText.TryRead<OneTimeToken>(text, owners: 2, out var id, out var hash)
        && await tokens.FindAsync(OneTimeTokenSpec.ById(id), cancellationToken) is { } token
        && token.IsGood(hash, clock.GetUtcNow()) ? token : null;

    public Task<IReadOnlyList<OneTimeToken>> OpenOfAsync(UserId user, CancellationToken cancellationToken) =>
        tokens.ListAsync(OneTimeTokenSpec.OpenOf(user), cancellationToken);

    /// <summary>Uses a token up, and with it every other one that could set a password now. Invitations of other environments are left alone: they set none any
    /// more.</summary>
    public async Task SpendAsync(OneTimeToken token, CancellationToken cancellationToken)
    {
        token.Spend(token.SecretHash, clock.GetUtcNow());
        foreach (var other in await OpenOfAsync(token.UserId, cancellationToken))
        {
            if (other.Id != token.Id && (other.Purpose != TokenPurpose.Invitation || other.InvitedTo == token.InvitedTo)) other.Void(clock.GetUtcNow());
        }
    }

    private async Task<IssuedToken> IssueOnlyAsync(UserId user, TokenPurpose purpose, ClientEnvironmentId invitedTo, TimeSpan life,
        CancellationToken cancellationToken)
    {
        foreach (var earlier in await OpenOfAsync(user, cancellationToken))
        {
            if (earlier.Purpose == purpose && earlier.InvitedTo == invitedTo) earlier.Void(clock.GetUtcNow());
        }

        return Issue(user, purpose, invitedTo, life);
    }

    private IssuedToken Issue(UserId user, TokenPurpose purpose, ClientEnvironmentId invitedTo, TimeSpan life)
    {
        var (id, now) = (Id<OneTimeToken>.New(), clock.GetUtcNow());
        var (text, hash) = TokenText.Make(invitedTo.Value, id.Value);
        var issued = new IssuedToken(text, now + life);
        tokens.Add(new OneTimeToken(id, user, purpose, invitedTo, hash, issued.ExpiresAt, now));
        return issued;
    }
}
