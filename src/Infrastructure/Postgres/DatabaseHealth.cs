using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Runs a query through EF Core, so that the slow first query is done before the process reports that it is ready.</summary>
internal sealed class DatabaseHealth(VemapDbContext db) : IDatabaseHealth
{
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var applied = await db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM schema_version").ToListAsync(cancellationToken);
            return Migrator.All.All(migration => applied.Contains(migration.Name));
        }
        catch (Exception exception) when (IsOfTheDatabase(exception))
        {
            return false;
        }
    }

    // EF Core wraps transient failures.
    private static bool IsOfTheDatabase(Exception? exception) => exception is not null
        && (exception is NpgsqlException || IsOfTheDatabase(exception.InnerException));
}
