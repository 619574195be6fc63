namespace Vemap.Application.Features.Users;

/// <summary>Mails the invitation to a membership, with a link of this environment's own.</summary>
internal sealed class InvitationMails(IInvitationTokens tokens, IEnvironmentDirectory environments, CallContext call)
{
    public async Task RequestAsync(Membership membership, User user, Invitee invitee, CancellationToken cancellationToken)
    {
        var token = await tokens.IssueAsync(user.Id, call.Environment, cancellationToken);
        var environment = await environments.GetAsync(cancellationToken);
        var kind = user.Status == UserStatus.Invited ? AccountMailKind.Invitation : AccountMailKind.AddedToEnvironment;
        membership.RequestMail(invitee, Id<AccountMailAsked>.New().Value, kind, token.Text, token.ExpiresAt, environment.Name);
    }
}
