using System.Reflection;

namespace Vemap.Application.Common.Behaviours;

/// <summary>Lets a request through only for the callers named in its [Access], according to the database.</summary>
internal sealed class AuthorizationBehaviour<TRequest, TResult>(IAccessReader reader, CallContext call) : IPipelineBehavior<TRequest, TResult>
{
    private static readonly AccessAttribute Rule = typeof(TRequest).GetCustomAttribute<AccessAttribute>()
        ?? throw new InvalidOperationException($"{typeof(TRequest).Name} does not say who may send it.");

    public async Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        if (call.IsSystem)
        {
            if (Rule.Audience != Audience.System) throw CommonProblems.Forbidden();
        }
        else if (Rule.Audience != Audience.Anonymous)
        {
            await CheckAsync(request, cancellationToken);
        }

        return await next();
    }

    private async Task CheckAsync(TRequest request, CancellationToken cancellationToken)
    {
        if (!call.IsSignedIn) throw CommonProblems.Unauthenticated();
        var facts = await reader.ReadAsync(call.User, call.Session, call.Environment, cancellationToken);
        if (!facts.Known) throw CommonProblems.Unauthenticated();
        call.Grant(Decide(facts));
        if (call.Access.ReadOnly && request is ICommand<TResult> && Rule.Audience == Audience.Members) throw CommonProblems.ReadOnly();
    }

    private Access Decide(AccessFacts facts)
    {
        if (Rule.Audience == Audience.System) throw CommonProblems.Forbidden();
        if (Rule.Audience == Audience.SignedIn) return facts.Membership ?? Access.Nothing;
        if (facts.IsAdmin && Rule.Roles.Contains(Role.Admin) && (facts.EnvironmentExists || call.Environment == default))
            return new Access(Role.Admin, ReadOnly: false, null, null, null);
        if (call.Environment != default && (facts.Membership is null || facts.EnvironmentSuspended)) throw CommonProblems.HiddenEnvironment();
        if (facts.Membership?.Role is not { } role || !Rule.Roles.Contains(role)) throw CommonProblems.Forbidden();
        return facts.Membership;
    }
}
