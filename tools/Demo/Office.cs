using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Auth;
using Vemap.Application.Features.Users;
using Vemap.Domain.Common;
using Vemap.Domain.Users;

namespace Vemap.Demo;

/// <summary>Where the demo's people come in: it knows their one password.</summary>
internal sealed class Office(IServiceProvider services)
{
    private const string Password = "demo-Vemap-2026";

    public IServiceProvider Services => services;

    /// <summary>Reads as the system, outside the way of a request: only to see what is there already.</summary>
    public async Task<IReadOnlyList<T>> LookAsync<T>(ClientEnvironmentId environment, ReadSpecification<T> specification)
    {
        await using var scope = SystemScope(environment);
        return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync(
            "SeedDemo", WorkKind.Query, () => scope.ServiceProvider.GetRequiredService<IReadStore>().ListAsync(specification, CancellationToken.None), CancellationToken.None);
    }

    /// <summary>The platform's first Admin, who opens the environments.</summary>
    public async Task<Person> AdminAsync(string email)
    {
        if (await LookAsync(default, new UserWithEmail(email)) is [{ Status: UserStatus.Active }]) return await EnterAsync(email, default);
        await using var scope = SystemScope(default);
        var made = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CreateFirstAdmin(email));
        return await ChoosePasswordAsync(made.Token, default);
    }

    /// <summary>Logs somebody in; whoever has only been invited chooses the password first.</summary>
    public async Task<Person> EnterAsync(string email, ClientEnvironmentId environment)
    {
        if (await LookAsync(default, new UserWithEmail(email)) is [{ Status: UserStatus.Invited } invited])
        {
            await using var scope = SystemScope(default);
            var tokens = scope.ServiceProvider.GetRequiredService<IInvitationTokens>();
            var issued = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync(
                "SeedDemo", WorkKind.Command, () => tokens.IssueAsync(invited.Id, environment, CancellationToken.None), CancellationToken.None);
            return await ChoosePasswordAsync(issued.Text, environment);
        }

        return await WhoAsync(new LogIn(new LogInBody(email, Password)), environment);
    }

    private Task<Person> ChoosePasswordAsync(string token, ClientEnvironmentId environment) =>
        WhoAsync(new AnswerChallenge(new AnswerChallengeBody(ChallengeKind.NewPassword, token, Password)), environment);

    // The request says in its call context who has come in.
    private async Task<Person> WhoAsync<T>(IRequest<T> request, ClientEnvironmentId environment)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
        var call = scope.ServiceProvider.GetRequiredService<CallContext>();
        return new Person(services, call.User, call.Session, environment);
    }

    private AsyncServiceScope SystemScope(ClientEnvironmentId environment)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(environment);
        return scope;
    }
}

/// <summary>Somebody who is logged in, at work in one environment.</summary>
internal sealed class Person(IServiceProvider services, UserId id, SessionId session, ClientEnvironmentId environment)
{
    public UserId Id => id;

    public Person In(ClientEnvironmentId other) => new(services, id, session, other);

    public async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Identify(id, session, environment);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }
}

internal sealed record KnownUser(UserId Id, UserStatus Status);

internal sealed class UserWithEmail(string email) : ReadSpecification<KnownUser>
{
    public override IQueryable<KnownUser> Query(IRows rows) => rows.Of<User>().Where(user => user.Email == email).Select(user => new KnownUser(user.Id, user.Status));
}
