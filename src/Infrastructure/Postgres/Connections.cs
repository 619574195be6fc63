using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Vemap.Infrastructure.Postgres;

/// <summary>How every pooled connection is made, whichever role it has.</summary>
internal static class Connections
{
    /// <summary>The settings of the connection string with this name; one that is not configured is an InvalidOperationException.</summary>
    /// <param name="statements">How many statements a connection keeps prepared, which doubles the rate (docs/adr/0003); the text of our commands is always the same.</param>
    public static NpgsqlConnectionStringBuilder Of(IConfiguration configuration, string name, int statements) =>
        new(configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set."))
        {
            MaxAutoPrepare = statements,
            AutoPrepareMinUsages = 2,
            // Nothing of ours outlives its transaction (R13), and what is open when a connection goes back is rolled back all the same: seven statements before every first one would clean up nothing.
            NoResetOnClose = true,
        };
}
