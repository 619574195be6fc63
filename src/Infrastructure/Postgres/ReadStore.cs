using Microsoft.EntityFrameworkCore;

namespace Vemap.Infrastructure.Postgres;

internal sealed class ReadStore(VemapDbContext db, KeptStatements kept) : IReadStore, IRows
{
    public async Task<IReadOnlyList<T>> ListAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken)
    {
        if (specification.Statement is not { } statement) return await specification.Query(this).WithFixedLimit().ToListAsync(cancellationToken);
        return await kept.Get(specification, statement, db, this)(db).ToListAsync(cancellationToken);
    }

    public async Task<T> GetAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken) =>
        await specification.Query(this).Take(1).WithFixedLimit().ToListAsync(cancellationToken) is [var only] ? only : throw CommonProblems.NotFound();

    public async Task<T?> FindAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken) =>
        await specification.Query(this).FirstOrDefaultAsync(cancellationToken);

    public Task<long> CountAsync<T>(ReadSpecification<T> specification, CancellationToken cancellationToken) =>
        specification.Query(this).WithoutLimit().LongCountAsync(cancellationToken);

    public IQueryable<T> Of<T>()
        where T : class, IEntity => db.Visible<T>();
}
