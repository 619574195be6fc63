using Npgsql;

namespace Vemap.Infrastructure.Postgres;

/// <summary>How every pooled connection is made, whichever role it has.</summary>
internal static class Connections
{
    /// <param name="statements">How many statements a connection keeps prepared, which doubles the rate (docs/adr/0003). The text of our commands is always the
    /// same.</param>
    public static NpgsqlConnectionStringBuilder Of(string connection, int statements) =>
        new(connection)
        {
            MaxAutoPrepare = statements,
            AutoPrepareMinUsages = 2,
            // Nothing of ours outlives its transaction (R13), and an open transaction is rolled back anyway when its connection goes back to the pool.
            // A reset would be seven statements before the first one of each use.
            NoResetOnClose = true,
        };
}
