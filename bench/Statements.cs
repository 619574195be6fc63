using Vemap.Lab;

namespace Vemap.Bench;

/// <summary>The statements that take most of the database's time, where the server counts them (pg_stat_statements).</summary>
internal sealed class Statements(string superuser, bool counted)
{
    private const string Read = """
        select left(regexp_replace(query, '\s+', ' ', 'g'), 90), calls, total_exec_time * 1000 from pg_stat_statements
        order by total_exec_time desc limit 12
        """;

    public static async Task<Statements> ReadyAsync(Laboratory lab, CancellationToken cancellationToken)
    {
        var loaded = await Sql.ListAsync(lab.Superuser, "show shared_preload_libraries", row => row.GetString(0), cancellationToken);
        var counted = loaded[0].Contains("pg_stat_statements", StringComparison.Ordinal);
        if (counted) await Sql.RunAsync(lab.Superuser, "create extension if not exists pg_stat_statements", cancellationToken);
        return new Statements(lab.Superuser, counted);
    }

    public Task ForgetAsync(CancellationToken cancellationToken) =>
        counted ? Sql.RunAsync(superuser, "select pg_stat_statements_reset()", cancellationToken) : Task.CompletedTask;

    public async Task PrintAsync(int mails, CancellationToken cancellationToken)
    {
        if (!counted) return;
        Screen.Say("Statements, µs a mail and how many calls a thousand mails:");
        foreach (var (text, calls, time) in await Sql.ListAsync(superuser, Read, row => (row.GetString(0), row.GetInt64(1), row.GetDouble(2)), cancellationToken))
            Screen.Say($"  {time / mails,7:N1}{calls * 1000.0 / mails,8:N1}   {text}");
        Screen.Say();
    }
}
