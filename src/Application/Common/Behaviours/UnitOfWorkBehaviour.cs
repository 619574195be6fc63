namespace Vemap.Application.Common.Behaviours;

/// <summary>A command runs in one transaction and a query in none. Everything inside may run again after a lost race. A lengthy command opens a transaction
/// itself.</summary>
internal sealed class UnitOfWorkBehaviour<TRequest, TResult>(IUnitOfWork work) : IPipelineBehavior<TRequest, TResult>
{
    public Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next) =>
        work.RunAsync(typeof(TRequest).Name, Kind(request), () => next(), cancellationToken);

    private static WorkKind Kind(TRequest request) => request switch
    {
        ILengthyCommand<TResult> => WorkKind.Query,
        ICommand<TResult> => WorkKind.Command,
        ISnapshotQuery<TResult> => WorkKind.SnapshotQuery,
        _ => WorkKind.Query,
    };
}
