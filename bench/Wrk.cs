using System.Diagnostics;
using System.Globalization;

namespace Vemap.Bench;

/// <summary>The figures of one round of load.</summary>
internal sealed record Load(double PerSecond, double P50, double P95, double P99);

/// <summary>The load: Debian's wrk, one thread, kept connections.</summary>
internal static class Wrk
{
    private const int Connections = 16;

    private const string Report = """
        done = function(summary, latency, requests)
          io.write(string.format("\nfound %d %d %.3f %.3f %.3f %d\n", summary.requests, summary.duration,
            latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
            summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
        end
        """;

    public static async Task<Load> RunAsync(Uri address, string token, int seconds, string folder, CancellationToken cancellationToken, bool warmingUp = false)
    {
        var script = Path.Combine(folder, "report.lua");
        await File.WriteAllTextAsync(script, Report, cancellationToken);
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", $"-c{Connections}", $"-d{seconds}s", "--timeout", "10s", "-s", script, "-H", $"Authorization: Bearer {token}", address.ToString()]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await wrk.StandardOutput.ReadToEndAsync(cancellationToken);
        await wrk.WaitForExitAsync(cancellationToken);
        var found = said.Split('\n').FirstOrDefault(line => line.StartsWith("found ", StringComparison.Ordinal)) ?? throw new InvalidOperationException($"wrk says: {said}");
        var numbers = found.Split(' ').Skip(1).Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        if (numbers[5] > 0 && !warmingUp) throw new InvalidOperationException($"{numbers[5]} of {numbers[0]} requests to {address} failed.");
        return new Load(numbers[0] / numbers[1] * 1_000_000, numbers[2], numbers[3], numbers[4]);
    }
}
