namespace Vemap.Application.Common.Behaviours;

/// <summary>
/// Refuses a request that exceeds a limit of its environment. It follows Authorization, so that a stranger cannot use up what belongs to the members.
/// </summary>
internal sealed class LimitBehaviour<TRequest, TResult>(IRequestRate rate, IUsageLimits limits, CallContext call) : IPipelineBehavior<TRequest, TResult>
{
    public async Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        // An Admin must be able to enter an environment whose members are using all of its rate.
        if (call.Environment != default && call.Access.Role is not (null or Role.Admin)) rate.Count(call.Environment);
        if (!call.IsSystem && request is IMetered metered) await limits.CountAsync(metered.Usage(), cancellationToken);
        return await next();
    }
}
