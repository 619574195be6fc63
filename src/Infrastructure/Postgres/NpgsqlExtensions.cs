using Npgsql;

namespace Vemap.Infrastructure.Postgres;

internal static class NpgsqlExtensions
{
    /// <summary>A batch whose first statement tells the environment and the user: one round trip, one implicit transaction.</summary>
    public static NpgsqlBatch Told(this NpgsqlConnection connection, ClientEnvironmentId environment, UserId user) => new(connection)
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
