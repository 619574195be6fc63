namespace Vemap.Application.Common.Requests;

/// <summary>What commands and queries share.</summary>
public interface IUseCase;

/// <summary>Changes something, in one transaction.</summary>
public interface ICommand<out TResult> : IRequest<TResult>, IUseCase;

/// <summary>Changes something and has nothing to tell.</summary>
public interface ICommand : ICommand<Unit>, IRequest;

/// <summary>A command with lengthy work outside the database: it runs without a transaction, so that it holds no connection meanwhile, and its handler makes the change in a short one by IUnitOfWork.</summary>
public interface ILengthyCommand<out TResult> : ICommand<TResult>;

/// <summary>Reads and never saves.</summary>
public interface IQuery<out TResult> : IRequest<TResult>, IUseCase;

/// <summary>A query whose several reads must see one moment: it runs in a read-only snapshot.</summary>
public interface ISnapshotQuery<out TResult> : IQuery<TResult>;
