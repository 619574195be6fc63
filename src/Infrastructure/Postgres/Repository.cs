using Microsoft.EntityFrameworkCore;

namespace Vemap.Infrastructure.Postgres;

internal sealed class Repository<T>(VemapDbContext db) : IRepository<T>
    where T : AggregateRoot
{
    public async Task<T> GetAsync(Specification<T> specification, CancellationToken cancellationToken) =>
        await FindAsync(specification, cancellationToken) ?? throw CommonProblems.NotFound();

    public async Task<T> GetAsync(Specification<T> specification, int version, CancellationToken cancellationToken)
    {
        var aggregate = await GetAsync(specification, cancellationToken);
        aggregate.Expect(version);
        return aggregate;
    }

    public Task<T?> FindAsync(Specification<T> specification, CancellationToken cancellationToken) =>
        Evaluate(specification).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<T>> ListAsync(Specification<T> specification, CancellationToken cancellationToken) =>
        await Evaluate(specification).ToListAsync(cancellationToken);

    public async Task<bool> AnyAsync(Specification<T> specification, CancellationToken cancellationToken) =>
        await Evaluate(specification).Select(_ => 1).Take(1).ToListAsync(cancellationToken) is [_];

    public void Add(T aggregate) => db.Add(aggregate);

    public void Remove(T aggregate) => db.Remove(aggregate);

    private IQueryable<T> Evaluate(Specification<T> specification)
    {
        var query = specification.Includes.Aggregate(db.Visible<T>().AsTracking(), (rows, path) => rows.Include(path));
        query = specification.Filters.Aggregate(query, (rows, filter) => rows.Where(filter));
        // Parts side by side in one statement would multiply each other: 400 nights by 20 detours.
        if (specification.Includes.Count > 1) query = query.AsSplitQuery();
        if (specification.Order is { } order) query = query.OrderBy(order);
        return specification.Limit is { } limit ? query.Take(limit) : query;
    }
}
