using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Vemap.Infrastructure.Postgres;

/// <summary>A new transaction has no tenant yet. Npgsql reuses its transaction objects, so the object alone does not tell one transaction from the
/// next.</summary>
internal sealed class TenantTransactionInterceptor : DbTransactionInterceptor
{
    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        Forget(eventData);
        return result;
    }

    public override ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result,
        CancellationToken cancellationToken = default)
    {
        Forget(eventData);
        return ValueTask.FromResult(result);
    }

    private static void Forget(TransactionEndEventData eventData) => ((VemapDbContext)eventData.Context!).TenantSetIn = default;
}
