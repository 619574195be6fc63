using System.Reflection;

namespace Vemap.Application.Common.Behaviours;

/// <summary>A refused request leaves its row in the audit log, and so does what Admin reads inside an environment; what a command changed is recorded by the unit of work.</summary>
internal sealed class AuditBehaviour<TRequest, TResult>(IAuditTrail trail, CallContext call) : IPipelineBehavior<TRequest, TResult>
{
    private static readonly PropertyInfo[] Properties = typeof(TRequest).GetProperties();

    public async Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        try
        {
            var result = await next();
            if (IsVisit(request)) await trail.RecordReadAsync(typeof(TRequest).Name, About(request), CancellationToken.None);
            return result;
        }
        catch (ProblemException problem) when (IsRefusal(problem))
        {
            // Somebody from outside the environment must not fill its log by naming one object after another.
            await trail.RecordRefusalAsync(typeof(TRequest).Name, problem.Code, problem.Hidden ? null : About(request), CancellationToken.None);
            throw;
        }
    }

    // A request names what it is about as its path does, the nearest last: of a project, a closure and a file it is the file.
    private static IId? About(TRequest request) => Properties.Select(property => property.GetValue(request)).OfType<IId>().LastOrDefault();

    private bool IsVisit(TRequest request) => call.Access.Role == Role.Admin && call.Environment != default && request is not ICommand<TResult>;

    // What was committed with the refusal has its own entry; a stranger without a token leaves no row, or anyone could fill the log.
    private bool IsRefusal(ProblemException problem) =>
        !problem.KeepChanges
        && (problem.Kind == ProblemKind.Forbidden || problem.Hidden || (problem.Kind == ProblemKind.Unauthenticated && call.IsSignedIn));
}
