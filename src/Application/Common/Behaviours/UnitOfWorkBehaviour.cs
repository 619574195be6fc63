namespace Vemap.Application.Common.Behaviours;

/// <summary>A command is one transaction, a query none; everything inside may be run again after a lost race. A lengthy command opens its own when it comes to the change.</summary>
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
