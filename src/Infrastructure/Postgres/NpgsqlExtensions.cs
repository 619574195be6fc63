using Npgsql;

namespace Vemap.Infrastructure.Postgres;

internal static class NpgsqlExtensions
{
    /// <summary>Runs one statement with its values as $1, $2 …; returns the number of rows it changed.</summary>
    public static async Task<int> RunAsync(this NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A batch whose first statement sets the environment and the user: one round trip, one implicit transaction.</summary>
    public static NpgsqlBatch BatchFor(this NpgsqlConnection connection, ClientEnvironmentId environment, UserId user) => new(connection)
    {
        BatchCommands =
        {
            new NpgsqlBatchCommand("SELECT set_config('app.environment', $1, true), set_config('app.user', $2, true)")
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = environment.ToString() }, new NpgsqlParameter<string> { TypedValue = user.ToString() } },
            },
        },
    };
}
