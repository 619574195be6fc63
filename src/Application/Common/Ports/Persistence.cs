using Vemap.Domain.Common;

namespace Vemap.Application.Common.Ports;

/// <summary>Loads and adds aggregates of one kind; it never saves, the unit of work does.</summary>
public interface IRepository<T>
    where T : AggregateRoot
{
    /// <summary>The one aggregate that the specification finds, or the problem common.not-found.</summary>
    Task<T> GetAsync(Specification<T> specification, CancellationToken cancellationToken);

    /// <summary>The same, or common.stale when its version is not the one that the caller has seen.</summary>
    Task<T> GetAsync(Specification<T> specification, int version, CancellationToken cancellationToken);

    /// <summary>The first aggregate that the specification finds, or null.</summary>
    Task<T?> FindAsync(Specification<T> specification, CancellationToken cancellationToken);

    /// <summary>All aggregates that the specification finds.</summary>
    Task<IReadOnlyList<T>> ListAsync(Specification<T> specification, CancellationToken cancellationToken);

    /// <summary>Whether the specification finds any.</summary>
    Task<bool> AnyAsync(Specification<T> specification, CancellationToken cancellationToken);

    /// <summary>Takes a new aggregate, which is there once the unit of work has saved.</summary>
    void Add(T aggregate);

    /// <summary>Takes a loaded aggregate away, which is gone once the unit of work has saved.</summary>
    void Remove(T aggregate);
}

/// <summary>Reads rows straight into results, untracked.</summary>
public interface IReadStore
{
    /// <summary>All results in the specification's order.</summary>
    Task<IReadOnlyList<T>> ListAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>The one result, or the problem common.not-found.</summary>
    Task<T> GetAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>The first result, or the type's default.</summary>
    Task<T?> FindAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>How many results there are in all, however many the specification takes for a page.</summary>
    Task<long> CountAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken);
}

/// <summary>Makes UUIDv7 ids, which sort by the moment they were made.</summary>
public interface IIds
{
    /// <summary>A new id, which stands after all that were made in an earlier millisecond.</summary>
    Id<T> New<T>();
}

/// <summary>Serialises commands that decide over several rows, until their transaction ends.</summary>
public interface ILocks
{
    /// <summary>Waits for the lock of this rule within the current environment; take it before the first read.</summary>
    Task TakeAsync(string rule, CancellationToken cancellationToken);
}
