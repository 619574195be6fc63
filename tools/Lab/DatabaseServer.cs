using System.Diagnostics;

namespace Vemap.Lab;

/// <summary>Starts the laboratory's database server again after it was killed.</summary>
public static class DatabaseServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task StartDatabaseAsync(this Laboratory lab, CancellationToken cancellationToken)
    {
        string[] start =
        [
            Path.Combine(lab.DatabasePrograms, "pg_ctl"), "start", "-w", "-t", "20", "-D", Path.Combine(lab.Database, "data"), "-l", Path.Combine(lab.Database, "postgres.log"),
            "-o", $"-c listen_addresses=127.0.0.1 -c port={lab.DatabasePort} -c unix_socket_directories='' -c max_connections=200",
        ];
        // PostgreSQL refuses to run as root.
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. start] : start;
        var watch = Stopwatch.StartNew();
        // PostgreSQL does not start while processes of the killed server are still ending.
        while (!await RunAsync(command, cancellationToken))
        {
            if (watch.Elapsed > Patience) throw new InvalidOperationException("The database does not start again.");
            await Task.Delay(100, cancellationToken);
        }
    }

    private static async Task<bool> RunAsync(string[] command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        // The output is not read: the server, its child, keeps the pipes open for ever.
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }
}
