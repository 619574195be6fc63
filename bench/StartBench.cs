using System.Diagnostics;
using Vemap.Lab;

namespace Vemap.Bench;

/// <summary>From the start of the process to the first 200 of /health/ready, beside a bare minimal API; both compiled ahead of time (ReadyToRun).</summary>
internal static class StartBench
{
    private const double AtMost = 2.5;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(Laboratory lab, Options options, CancellationToken cancellationToken)
    {
        Screen.Say("Start: from the start of the process to the first 200 of /health/ready, ReadyToRun; the database is migrated.");
        List<Candidate> candidates = [new("bare minimal API", StartBare), new("VEMAP", port => lab.StartWeb(port, Settings))];
        if (lab.Before is { } before) candidates.Add(new($"VEMAP at {before.Name}", port => before.StartWeb(port, Settings)));
        // The first start of each reads its files from the disk and makes the signing keys.
        foreach (var candidate in candidates) await candidate.StartOnceAsync(cancellationToken);
        for (var round = 0; round < options.Rounds; round++)
            foreach (var candidate in candidates) candidate.Took.Add(await candidate.StartOnceAsync(cancellationToken));
        Print(candidates);

        RunningProgram StartBare(int port) => RunningProgram.Start(
            "bare",
            ["dotnet", Path.Combine(lab.Apps, "bare", "Vemap.BareApi.dll")],
            new Dictionary<string, string> { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}" },
            lab.Folder,
            lab.Folder);
    }

    private static Dictionary<string, string> Settings { get; } = new() { ["Vemap__BackgroundWork"] = "false" };

    private static void Print(List<Candidate> candidates)
    {
        var bare = Numbers.Median(candidates[0].Took);
        Screen.Say();
        foreach (var candidate in candidates)
        {
            var median = Numbers.Median(candidate.Took);
            Screen.Say($"{candidate.Name,-28}{median,9:N0} ms   {median / bare,6:N2} × the bare API");
        }

        var ratio = Numbers.Median(candidates[1].Took) / bare;
        Screen.Say($"to reach: {AtMost:N1} × at most   {Numbers.Verdict(ratio <= AtMost)}");
        Screen.Say();
    }

    private sealed record Candidate(string Name, Func<int, RunningProgram> Start)
    {
        public List<double> Took { get; } = [];

        /// <summary>Milliseconds.</summary>
        public async Task<double> StartOnceAsync(CancellationToken cancellationToken)
        {
            var port = Ports.Free();
            var address = new Uri($"http://127.0.0.1:{port}/health/ready");
            using var client = new HttpClient();
            var watch = Stopwatch.StartNew();
            await using var program = Start(port);
            while (!await AnswersAsync(client, address, cancellationToken))
            {
                if (program.HasExited || watch.Elapsed > Longest) throw new InvalidOperationException($"{Name} does not become ready: {program.Tail()}");
                await Task.Delay(BetweenQuestions, cancellationToken);
            }

            return watch.Elapsed.TotalMilliseconds;
        }

        private static async Task<bool> AnswersAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
        {
            try
            {
                using var answer = await client.GetAsync(address, cancellationToken);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }
}
