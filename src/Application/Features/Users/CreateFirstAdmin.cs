namespace Vemap.Application.Features.Users;

/// <summary>Makes the platform's first Admin, from the command line; works only while there is no active one.</summary>
[Access(Audience.System)]
public sealed record CreateFirstAdmin(string Email) : ICommand<CreateFirstAdminResult>;

/// <summary>The one-time token with which the Admin chooses a password.</summary>
public sealed record CreateFirstAdminResult(UserId Id, string Token)
{
    public override string ToString() => nameof(CreateFirstAdminResult);
}

internal sealed class CreateFirstAdminValidator : AbstractValidator<CreateFirstAdmin>
{
    public CreateFirstAdminValidator() => RuleFor(request => request.Email).NotEmpty().MailAddress();
}

internal sealed class CreateFirstAdminHandler(
    IRepository<User> users,
    IInvitationTokens tokens,
    ILocks locks,
    TimeProvider clock) : IRequestHandler<CreateFirstAdmin, CreateFirstAdminResult>
{
    public async Task<CreateFirstAdminResult> Handle(CreateFirstAdmin request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.Admins, cancellationToken);
        if (await users.AnyAsync(UserSpec.ActiveAdmins(), cancellationToken)) throw UserProblems.AdminExists();
        var user = await users.FindAsync(UserSpec.WithEmail(request.Email), cancellationToken);
        // A token for somebody who has a password already would be a way around it.
        if (user is not null && user.Status != UserStatus.Invited) throw UserProblems.AddressTaken();
        if (user is null)
        {
            user = new User(UserId.NewWithoutTime(), request.Email, "Admin", "nl", clock.GetUtcNow());
            users.Add(user);
        }

        user.MakeAdmin(clock.GetUtcNow());
        return new CreateFirstAdminResult(user.Id, (await tokens.IssueAsync(user.Id, default, cancellationToken)).Text);
    }
}
