namespace Vemap.Application.Common.Ports;

/// <summary>Reads rows straight into results, untracked.</summary>
public interface IReadStore
{
    /// <summary>All results in the specification's order.</summary>
    Task<IReadOnlyList<T>> ListAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>The one result, or the problem common.not-found.</summary>
    Task<T> GetAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>The first result, or the type's default.</summary>
    Task<T?> FindAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>The number of all results, without the limit of a page.</summary>
    Task<long> CountAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken);
}
