using System.Text.Json;
using Npgsql;
using Vemap.Lab;

namespace Vemap.Bench;

/// <summary>The closure list of one tenant: ours, with everything that a request passes through, beside what could not be faster and beside what was before.</summary>
internal static class ListBench
{
    private const int Tenant = 7;
    private const int WarmUp = 10_000;
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(30);
    private const string Raw = "raw Npgsql in Kestrel";
    private const string Ours = "VEMAP";
    private const string Old = "gunicorn, Flask, psycopg2";
    private const string OldWithoutThreads = "  the same without threads";

    public static async Task RunAsync(Laboratory lab, Options options, CancellationToken cancellationToken)
    {
        Screen.Say($"Closure list: 50 of {options.Rows / ClosureSeed.Environments:N0} closures of one of {ClosureSeed.Environments} client environments, {options.Rows:N0} in all; row-level security on.");
        await ClosureSeed.PlantAsync(lab, options.Rows, cancellationToken);
        var (rawPort, webPort, oldPort, processPort) = (Ports.Free(), Ports.Free(), Ports.Free(), Ports.Free());
        await using var raw = RunningProgram.Start("raw", ["dotnet", Path.Combine(lab.Apps, "raw", "Vemap.RawBaseline.dll")], Settings(lab, rawPort), lab.Folder, lab.Folder);
        await using var web = lab.StartWeb(webPort, new Dictionary<string, string> { ["Identity__AccessTokenLife"] = "02:00:00", ["Vemap__BackgroundWork"] = "false" });
        var cores = Environment.ProcessorCount;
        // Threads are what a pool is for; processes alone, two a core and one more as gunicorn's documentation asks, are measured beside them.
        await using var old = StartOld(lab, oldPort, "old", 8, ["--workers", $"{cores}", "--threads", "8"]);
        await using var processes = StartOld(lab, processPort, "old-processes", 1, ["--workers", $"{(2 * cores) + 1}"]);
        foreach (var (program, port) in ((RunningProgram, int)[])[(raw, rawPort), (web, webPort), (old, oldPort), (processes, processPort)]) await program.ReadyAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), cancellationToken);

        using var api = await Api.LogInAsync(new Uri($"http://127.0.0.1:{webPort}"), Tenant, cancellationToken);
        Uri List(int port) => new($"http://127.0.0.1:{port}{api.Path("closures?limit=50")}");
        Candidate[] candidates = [new(Raw, List(rawPort), raw), new(Ours, List(webPort), web), new(Old, List(oldPort), old), new(OldWithoutThreads, List(processPort), processes)];
        await SameAnswersAsync(candidates, api.Token, cancellationToken);
        foreach (var candidate in candidates) await candidate.WarmUpAsync(lab, api.Token, cancellationToken);
        for (var round = 0; round < options.Rounds; round++)
            foreach (var candidate in candidates) await candidate.MeasureAsync(lab, api.Token, options.Seconds, cancellationToken);
        Print(candidates);
    }

    private static Dictionary<string, string> Settings(Laboratory lab, int port) => new()
    {
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        ["ConnectionStrings__Application"] = lab.Application,
    };

    private static RunningProgram StartOld(Laboratory lab, int port, string name, int pool, string[] processes)
    {
        var database = new NpgsqlConnectionStringBuilder(lab.Application);
        var settings = new Dictionary<string, string>
        {
            ["OLD_STACK_DATABASE"] = $"host={database.Host} port={database.Port} dbname={database.Database} user={database.Username} password={database.Password}",
            ["OLD_STACK_POOL"] = $"{pool}",
        };
        return RunningProgram.Start(name, ["gunicorn", .. processes, "--worker-tmp-dir", "/dev/shm", "--chdir", Path.Combine(lab.Sources, "bench", "old-stack"), "--bind", $"127.0.0.1:{port}", "app:app"], settings, lab.Folder, lab.Folder);
    }

    // A comparison of different answers is none.
    private static async Task SameAnswersAsync(Candidate[] candidates, string token, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var answers = new List<JsonDocument>();
        foreach (var candidate in candidates) answers.Add(JsonDocument.Parse(await client.GetStringAsync(candidate.Address, cancellationToken)));
        for (var index = 1; index < answers.Count; index++)
            if (!JsonElement.DeepEquals(answers[0].RootElement, answers[index].RootElement))
                throw new InvalidOperationException($"{candidates[index].Name} answers something else:\n{Start(answers[index])}\n{candidates[0].Name}:\n{Start(answers[0])}");
        if (answers[0].RootElement.GetProperty("items").GetArrayLength() != 50) throw new InvalidOperationException("The answer has not 50 closures.");
    }

    private static string Start(JsonDocument answer) => answer.RootElement.GetRawText()[..Math.Min(800, answer.RootElement.GetRawText().Length)];

    private static void Print(Candidate[] candidates)
    {
        Screen.Say();
        Screen.Say($"{"",-28}{"req/s",9}{"p50 ms",9}{"p95 ms",9}{"CPU µs/request: program",26}{"database",10}");
        foreach (var candidate in candidates)
            Screen.Say($"{candidate.Name,-28}{candidate.PerSecond,9:N0}{candidate.P50,9:N1}{candidate.P95,9:N1}{candidate.OwnCost,26:N0}{candidate.DatabaseCost,10:N0}");
        Screen.Say();
        var (raw, ours, old) = (candidates[0], candidates[1], candidates[2]);
        Screen.Say($"of raw Npgsql's rate   {ours.PerSecond / raw.PerSecond,6:N2}   to reach: 0.50   {Verdict(ours.PerSecond / raw.PerSecond >= 0.5)}");
        Screen.Say($"times the old stack's  {ours.PerSecond / old.PerSecond,6:N2}   to reach: 4.00   {Verdict(ours.PerSecond / old.PerSecond >= 4)}");
        Screen.Say();
    }

    private static string Verdict(bool reached) => reached ? "reached" : "NOT REACHED";

    private sealed class Candidate(string name, Uri address, RunningProgram program)
    {
        private readonly List<Load> rounds = [];
        private readonly List<(double Own, double Database)> costs = [];

        public string Name => name;

        public Uri Address => address;

        public double PerSecond => Median(rounds.Select(round => round.PerSecond));

        public double P50 => Median(rounds.Select(round => round.P50));

        public double P95 => Median(rounds.Select(round => round.P95));

        /// <summary>Processor time a request, in microseconds.</summary>
        public double OwnCost => Median(costs.Select(cost => cost.Own));

        public double DatabaseCost => Median(costs.Select(cost => cost.Database));

        // The compiler of .NET works on what is called often; on a busy machine that takes its time.
        public async Task WarmUpAsync(Laboratory lab, string token, CancellationToken cancellationToken)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            for (var served = 0.0; served < WarmUp && watch.Elapsed < LongestWarmUp;) served += (await Wrk.RunAsync(address, token, 2, lab.Folder, cancellationToken, warmingUp: true)).PerSecond * 2;
        }

        public async Task MeasureAsync(Laboratory lab, string token, int seconds, CancellationToken cancellationToken)
        {
            var (own, database) = (Processes.CpuTime(program.Id), Processes.CpuTime(lab.DatabaseProcess));
            var load = await Wrk.RunAsync(address, token, seconds, lab.Folder, cancellationToken);
            var requests = load.PerSecond * seconds;
            costs.Add(((Processes.CpuTime(program.Id) - own).TotalMicroseconds / requests, (Processes.CpuTime(lab.DatabaseProcess) - database).TotalMicroseconds / requests));
            rounds.Add(load);
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
