using Vemap.Domain.ClientEnvironments;

namespace Vemap.Application.Features.ClientEnvironments;

/// <summary>Creates a client environment in trial mode and invites its first user, who has the role Organisation.</summary>
[Access(Role.Admin)]
public sealed record CreateClientEnvironment(CreateClientEnvironmentBody Body) : ICommand<CreateClientEnvironmentResult>, IHasBody<CreateClientEnvironmentBody>;

public sealed record CreateClientEnvironmentBody(
    string Slug,
    string Name,
    string SenderName,
    string SenderAddress,
    FirstUserBody FirstUser,
    string? ReplyTo = null);

public sealed record FirstUserBody(string Email, string FullName, string Language = "nl");

public sealed record CreateClientEnvironmentResult(ClientEnvironmentId Id, UserId FirstUserId, int Version) : IVersioned;

internal sealed class CreateClientEnvironmentValidator : AbstractValidator<CreateClientEnvironment>
{
    public CreateClientEnvironmentValidator()
    {
        RuleFor(request => request.Body.Slug).MaximumLength(40).Matches(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")
            .WithErrorCode("not-a-slug").WithMessage("Use lower-case letters, digits and hyphens, such as hoogbrug.");
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.SenderName).NotEmpty().MaximumLength(100);
        RuleFor(request => request.Body.SenderAddress).NotEmpty().MailAddress();
        RuleFor(request => request.Body.ReplyTo).MailAddress();
        RuleFor(request => request.Body.FirstUser.Email).NotEmpty().MailAddress();
        RuleFor(request => request.Body.FirstUser.FullName).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.FirstUser.Language).Language();
    }
}

internal sealed class CreateClientEnvironmentHandler(
    IRepository<ClientEnvironment> environments,
    IRepository<User> users,
    IRepository<Membership> memberships,
    IInvitationTokens tokens,
    CallContext call,
    TimeProvider clock) : IRequestHandler<CreateClientEnvironment, CreateClientEnvironmentResult>
{
    public async Task<CreateClientEnvironmentResult> Handle(CreateClientEnvironment request, CancellationToken cancellationToken)
    {
        var (body, now) = (request.Body, clock.GetUtcNow());
        if (await environments.AnyAsync(ClientEnvironmentSpec.WithSlug(body.Slug), cancellationToken)) throw ClientEnvironmentProblems.SlugTaken();
        var sender = new MailSender(body.SenderName, body.SenderAddress, body.ReplyTo);
        var environment = new ClientEnvironment(ClientEnvironmentId.New(), body.Slug, body.Name, sender, now);
        environments.Add(environment);
        // The membership and the audit entry belong to the new environment.
        call.Enter(environment.Id);
        var invitee = new Invitee(body.FirstUser.Email, body.FirstUser.FullName, body.FirstUser.Language);
        var user = await FindOrAddAsync(invitee, cancellationToken);
        var membership = new Membership(MembershipId.New(), user.Id, new MembershipTerms(Role.Organisation), now);
        membership.Invite(invitee, now);
        memberships.Add(membership);
        var token = await tokens.IssueAsync(user.Id, environment.Id, cancellationToken);
        var kind = user.Status == UserStatus.Invited ? AccountMailKind.Invitation : AccountMailKind.AddedToEnvironment;
        membership.RequestMail(invitee, Id<AccountMailAsked>.New().Value, kind, token.Text, token.ExpiresAt, environment.Name);
        return new CreateClientEnvironmentResult(environment.Id, user.Id, environment.Version);
    }

    private async Task<User> FindOrAddAsync(Invitee invitee, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(UserSpec.WithEmail(invitee.Email), cancellationToken) is { } known)
            return known.Status == UserStatus.Disabled ? throw UserProblems.Disabled() : known;
        var user = User.WithoutProfile(UserId.NewWithoutTime(), invitee, clock.GetUtcNow());
        users.Add(user);
        return user;
    }
}
