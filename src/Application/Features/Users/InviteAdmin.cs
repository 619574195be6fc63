namespace Vemap.Application.Features.Users;

/// <summary>An Admin invites another one by e-mail; somebody who has an account becomes Admin at once and gets a mail about it, somebody who has not chosen a
/// password yet gets a new link.</summary>
[Access(Role.Admin)]
public sealed record InviteAdmin(InviteAdminBody Body) : ICommand<InviteAdminResult>, IHasBody<InviteAdminBody>, IMetered
{
    public Usage Usage() => new(UsageKind.Invitations);
}

public sealed record InviteAdminBody(string Email, string FullName, string Language = "nl", string? Company = null, string? Phone = null);

public sealed record InviteAdminResult(UserId Id, int Version) : IVersioned;

internal sealed class InviteAdminValidator : AbstractValidator<InviteAdmin>
{
    public InviteAdminValidator()
    {
        RuleFor(request => request.Body.Email).NotEmpty().MailAddress();
        RuleFor(request => request.Body.FullName).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.Language).Language();
        RuleFor(request => request.Body.Company).MaximumLength(200);
        RuleFor(request => request.Body.Phone).MaximumLength(40);
    }
}

internal sealed class InviteAdminHandler(
    IRepository<User> users,
    IInvitationTokens tokens,
    IAccessReader access,
    ILocks locks,
    TimeProvider clock) : IRequestHandler<InviteAdmin, InviteAdminResult>
{
    public async Task<InviteAdminResult> Handle(InviteAdmin request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.Admins, cancellationToken);
        var user = await FindOrAddAsync(request.Body, cancellationToken);
        user.MakeAdmin(clock.GetUtcNow());
        var (kind, token) = user.Status == UserStatus.Invited
            ? (AccountMailKind.AdminInvitation, await tokens.IssueAsync(user.Id, default, cancellationToken))
            : (AccountMailKind.MadeAdmin, null);
        user.RequestMail(Id<AccountMailAsked>.New().Value, kind, token?.Text, token?.ExpiresAt);
        access.Forget(user.Id);
        return new InviteAdminResult(user.Id, user.Version);
    }

    private async Task<User> FindOrAddAsync(InviteAdminBody body, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(UserSpec.WithEmail(body.Email), cancellationToken) is { } known)
        {
            return known switch
            {
                { Status: UserStatus.Disabled } => throw UserProblems.Disabled(),
                { Status: UserStatus.Active, IsAdmin: true } => throw UserProblems.AlreadyAdmin(),
                _ => known,
            };
        }

        var user = new User(UserId.NewWithoutTime(), body.Email, body.FullName, body.Language, clock.GetUtcNow());
        user.Describe(body.Company, body.Phone, clock.GetUtcNow());
        users.Add(user);
        return user;
    }
}
