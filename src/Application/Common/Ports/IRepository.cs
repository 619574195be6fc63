using Ardalis.Specification;

namespace Vemap.Application.Common.Ports;

/// <summary>Loads and adds aggregates of one kind; it never saves, the unit of work does.</summary>
public interface IRepository<T>
    where T : AggregateRoot
{
    /// <summary>The one aggregate that the specification finds, or the problem common.not-found.</summary>
    Task<T> GetAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>The same, or common.stale when its version is not the one that the caller has seen.</summary>
    Task<T> GetAsync(ISpecification<T> specification, int version, CancellationToken cancellationToken);

    /// <summary>The first aggregate that the specification finds, or null.</summary>
    Task<T?> FindAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>All aggregates that the specification finds.</summary>
    Task<IReadOnlyList<T>> ListAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>Whether the specification finds any.</summary>
    Task<bool> AnyAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>Takes a new aggregate, which is there once the unit of work has saved.</summary>
    void Add(T aggregate);

    /// <summary>Takes a loaded aggregate away, which is gone once the unit of work has saved.</summary>
    void Remove(T aggregate);
}
