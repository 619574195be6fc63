using Ardalis.Specification;
using Microsoft.EntityFrameworkCore;

namespace Vemap.Infrastructure.Postgres;

internal sealed class Repository<T>(VemapDbContext db) : IRepository<T>
    where T : AggregateRoot
{
    public async Task<T> GetAsync(ISpecification<T> specification, CancellationToken cancellationToken) =>
        await FindAsync(specification, cancellationToken) ?? throw CommonProblems.NotFound();

    public async Task<T> GetAsync(ISpecification<T> specification, int version, CancellationToken cancellationToken)
    {
        var aggregate = await GetAsync(specification, cancellationToken);
        aggregate.Expect(version);
        return aggregate;
    }

    public Task<T?> FindAsync(ISpecification<T> specification, CancellationToken cancellationToken) =>
        Matching(specification).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<T>> ListAsync(ISpecification<T> specification, CancellationToken cancellationToken) =>
        await Matching(specification).ToListAsync(cancellationToken);

    public async Task<bool> AnyAsync(ISpecification<T> specification, CancellationToken cancellationToken) =>
        await Matching(specification).Select(_ => 1).Take(1).ToListAsync(cancellationToken) is [_];

    public void Add(T aggregate) => db.Add(aggregate);

    public void Remove(T aggregate) => db.Remove(aggregate);

    private IQueryable<T> Matching(ISpecification<T> specification) => db.Visible<T>().AsTracking().Matching(specification);
}
