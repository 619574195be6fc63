namespace Vemap.Application.Common.Behaviours;

/// <summary>Records refused requests, and what an Admin reads inside an environment. The unit of work records what a command changes.</summary>
internal sealed class AuditBehaviour<TRequest, TResult>(IAuditTrail trail, CallContext call) : IPipelineBehavior<TRequest, TResult>
{
    public async Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        try
        {
            var result = await next();
            if (IsVisit(request)) await trail.RecordReadAsync(typeof(TRequest).Name, (request as IHasAuditObject)?.AuditObject, CancellationToken.None);
            return result;
        }
        catch (ProblemException problem) when (IsRefusal(problem))
        {
            // Somebody from outside the environment must not fill its log by naming one object after another.
            var about = problem.Hidden ? null : (request as IHasAuditObject)?.AuditObject;
            await trail.RecordRefusalAsync(typeof(TRequest).Name, problem.Code, about, CancellationToken.None);
            throw;
        }
    }

    private bool IsVisit(TRequest request) => call.Access.Role == Role.Admin && call.Environment != default && request is not ICommand<TResult>;

    // A refusal with KeepChanges has its own entry. A caller without a token leaves no row, because anybody could then fill the log.
    private bool IsRefusal(ProblemException problem) =>
        !problem.KeepChanges
        && (problem.Kind == ProblemKind.Forbidden || problem.Hidden || (problem.Kind == ProblemKind.Unauthenticated && call.IsSignedIn));
}
