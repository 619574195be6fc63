using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Vemap.Infrastructure.Postgres;

/// <summary>A transaction that begins has been told nothing yet. Npgsql uses its transaction objects again, so that the object alone does not say which transaction it is.</summary>
internal sealed class TenantTransactionInterceptor : DbTransactionInterceptor
{
    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        Forget(eventData);
        return result;
    }

    public override ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        Forget(eventData);
        return ValueTask.FromResult(result);
    }

    private static void Forget(TransactionEndEventData eventData) => ((VemapDbContext)eventData.Context!).Told = default;
}
