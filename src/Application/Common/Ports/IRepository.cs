using Ardalis.Specification;

namespace Vemap.Application.Common.Ports;

/// <summary>Loads, adds and removes aggregates of one kind. The unit of work saves them.</summary>
public interface IRepository<T>
    where T : AggregateRoot
{
    /// <summary>The aggregate that the specification finds, or the problem common.not-found.</summary>
    Task<T> GetAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>The same, or common.stale when it has another version than the one that the caller has read.</summary>
    Task<T> GetAsync(ISpecification<T> specification, int version, CancellationToken cancellationToken);

    /// <summary>The first aggregate that the specification finds, or null.</summary>
    Task<T?> FindAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>All aggregates that the specification finds.</summary>
    Task<IReadOnlyList<T>> ListAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>Whether the specification finds any.</summary>
    Task<bool> AnyAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>Adds a new aggregate; the unit of work saves it.</summary>
    void Add(T aggregate);

    /// <summary>Removes a loaded aggregate; the unit of work deletes it.</summary>
    void Remove(T aggregate);
}
