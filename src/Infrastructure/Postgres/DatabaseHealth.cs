using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Vemap.Infrastructure.Postgres;

/// <summary>One real EF query, so that a process that says it is ready has its first, slow one behind it.</summary>
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

    // EF wraps what might go well the next time.
    private static bool IsOfTheDatabase(Exception? exception) => exception is not null && (exception is NpgsqlException || IsOfTheDatabase(exception.InnerException));
}
