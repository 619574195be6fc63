using System.Diagnostics;
using System.Globalization;

namespace Vemap.Lab;

/// <summary>A program that is measured or killed. Its output goes straight to a file, so that no time is spent on reading it.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    // A program that is not ready after this time has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private bool disposed;

    private RunningProgram(string name, Process process, string log) => (Name, this.process, Log) = (name, process, log);

    public string Name { get; }

    public string Log { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public static RunningProgram Start(string name, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> settings, string home, string logs)
    {
        var log = Path.Combine(logs, $"{name}.log");
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = home, RedirectStandardInput = true, UseShellExecute = false };
        // exec replaces the shell, so that the process id is the program's own.
        foreach (var argument in (string[])["-c", "exec \"$@\" >>\"$0\" 2>&1", log, .. command]) start.ArgumentList.Add(argument);
        foreach (var setting in start.Environment.Keys.Where(key => key.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToList()) start.Environment.Remove(setting);
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return new RunningProgram(name, Process.Start(start)!, log);
    }

    /// <summary>Waits until the address answers with a 2xx.</summary>
    public async Task ReadyAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            if (process.HasExited) throw new InvalidOperationException($"{Name} has stopped: {Tail()}");
            try
            {
                using var answer = await client.GetAsync(address, cancellationToken);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not yet.
            }

            await Task.Delay(20, cancellationToken);
        }

        throw new InvalidOperationException($"{Name} does not become ready: {Tail()}");
    }

    /// <summary>Waits until it has ended successfully.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (await ExitAsync(cancellationToken) != 0) throw new InvalidOperationException($"{Name} has failed: {Tail()}");
    }

    /// <summary>Waits until it ends and returns its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Ends it by kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        if (!process.HasExited) await Processes.SignalAsync(process.Id, "TERM");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    /// <summary>The last lines of its log.</summary>
    public string Tail() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(20)) : "(nothing)";
}

/// <summary>Figures that Linux keeps of processes.</summary>
public static class Processes
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time of a process, of all processes that it has started, and of those of them that have ended.</summary>
    public static TimeSpan CpuTime(int root)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => Read(int.Parse(name!, CultureInfo.InvariantCulture))).OfType<Figures>().ToList();
        var children = all.ToLookup(process => process.Parent);
        return TimeSpan.FromSeconds(all.Where(process => process.Id == root).Sum(Total) / TicksPerSecond);

        double Total(Figures process) => process.Own + process.Ended + children[process.Id].Sum(Total);
    }

    public static async Task SignalAsync(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static Figures? Read(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int place) => long.Parse(fields[place - 3], CultureInfo.InvariantCulture);
            return new Figures(process, (int)Field(4), Field(14) + Field(15), Field(16) + Field(17));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Figures(int Id, int Parent, long Own, long Ended);
}
