namespace Vemap.Application.Common.Requests;

/// <summary>A command or a query.</summary>
public interface IUseCase;

/// <summary>Changes something, in one transaction.</summary>
public interface ICommand<out TResult> : IRequest<TResult>, IUseCase;

/// <summary>Changes something and returns nothing.</summary>
public interface ICommand : ICommand<Unit>, IRequest;

/// <summary>A command with slow work outside the database. It runs without a transaction, so that it holds no connection meanwhile; its handler makes the
/// change in a short transaction by IUnitOfWork.</summary>
public interface ILengthyCommand<out TResult> : ICommand<TResult>;

/// <summary>Reads and never saves.</summary>
public interface IQuery<out TResult> : IRequest<TResult>, IUseCase;

/// <summary>A query whose reads must be consistent with each other: it runs in a read-only snapshot.</summary>
public interface ISnapshotQuery<out TResult> : IQuery<TResult>;
