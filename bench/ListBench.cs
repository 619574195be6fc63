using System.Text.Json;
using Npgsql;
using Vemap.Lab;

namespace Vemap.Bench;

/// <summary>The closure list of one environment: VEMAP with its whole pipeline, beside raw Npgsql, the old system's stack and, when asked for, VEMAP at another commit.</summary>
internal static class ListBench
{
    private const int Tenant = 7;
    private const int WarmUp = 10_000;
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(30);
    private const string Raw = "raw Npgsql in Kestrel";
    private const string Ours = "VEMAP";
    private const string Old = "gunicorn, Flask, psycopg2";
    private const string OldWithoutThreads = "  the same without threads";

    private const int Few = 100_000;
    private const double GrowthAtMost = 1.3;

    public static async Task RunAsync(Laboratory lab, Options options, CancellationToken cancellationToken)
    {
        var rows = Math.Min(options.Rows, Few);
        Screen.Say($"Closure list: 50 of {rows / ClosureSeed.Environments:N0} closures of one of {ClosureSeed.Environments} client environments, {rows:N0} in all; row-level security on.");
        await ClosureSeed.PlantAsync(lab, rows, cancellationToken);
        var ports = Enumerable.Range(0, 5).Select(_ => Ports.Free()).ToArray();
        await using var raw = RunningProgram.Start("raw", ["dotnet", Path.Combine(lab.Apps, "raw", "Vemap.RawBaseline.dll")], Settings(lab, ports[0]), lab.Folder, lab.Folder);
        await using var web = lab.StartWeb(ports[1], WebSettings);
        var cores = Environment.ProcessorCount;
        // The pool is shared by threads; processes alone, two a core and one more as gunicorn's documentation asks, are measured beside them.
        await using var old = StartOld(lab, ports[2], "old", 8, ["--workers", $"{cores}", "--threads", "8"]);
        await using var processes = StartOld(lab, ports[3], "old-processes", 1, ["--workers", $"{(2 * cores) + 1}"]);
        await using var before = lab.Before?.StartWeb(ports[4], WebSettings);
        RunningProgram?[] programs = [raw, web, old, processes, before];
        foreach (var (program, port) in programs.Zip(ports))
            if (program is not null) await program.ReadyAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), cancellationToken);

        using var api = await Api.LogInAsync(new Uri($"http://127.0.0.1:{ports[1]}"), Tenant, cancellationToken);
        string[] names = [Raw, Ours, Old, OldWithoutThreads, $"VEMAP at {lab.Before?.Name}"];
        var candidates = new List<Candidate>();
        for (var index = 0; index < programs.Length; index++)
            if (programs[index] is { } program) candidates.Add(await CandidateAsync(lab, names[index], ports[index], program, index == 4, api, cancellationToken));
        await SameAnswersAsync(candidates, cancellationToken);
        await MeasureAsync(lab, candidates, options, cancellationToken);
        Print(candidates);
        if (options.Rows > Few) await GrowthAsync(lab, candidates.FindAll(candidate => candidate.Name is not (Old or OldWithoutThreads)), options, cancellationToken);
    }

    private static Dictionary<string, string> WebSettings { get; } = new() { ["Identity__AccessTokenLife"] = "02:00:00", ["Vemap__BackgroundWork"] = "false" };

    // Tokens name their issuer, so a program of another commit needs one of its own.
    private static async Task<Candidate> CandidateAsync(Laboratory lab, string name, int port, RunningProgram program, bool logsIn, Api api, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{port}{api.Path("closures?limit=50")}");
        if (!logsIn) return new(name, address, program, api.Token);
        using var own = await Api.LogInAsync(new Uri($"http://127.0.0.1:{port}"), Tenant, cancellationToken);
        return new(name, address, program, own.Token);
    }

    private static async Task MeasureAsync(Laboratory lab, IReadOnlyList<Candidate> candidates, Options options, CancellationToken cancellationToken)
    {
        foreach (var candidate in candidates) await candidate.WarmUpAsync(lab, cancellationToken);
        for (var round = 0; round < options.Rounds; round++)
            foreach (var candidate in candidates) await candidate.MeasureAsync(lab, options.Seconds, cancellationToken);
    }

    /// <summary>The same with many more rows: a list must not become slower because others have closures too.</summary>
    private static async Task GrowthAsync(Laboratory lab, IReadOnlyList<Candidate> candidates, Options options, CancellationToken cancellationToken)
    {
        Screen.Say($"Growth: the same list of {options.Rows / ClosureSeed.Environments:N0} closures of the environment, {options.Rows:N0} in all.");
        await ClosureSeed.GrowAsync(lab, Few, options.Rows, cancellationToken);
        var few = candidates.Select(candidate => candidate.P95).ToList();
        foreach (var candidate in candidates) candidate.Forget();
        await MeasureAsync(lab, candidates, options, cancellationToken);
        Screen.Say();
        Screen.Say($"{"p95 ms",-28}{Few,12:N0}{options.Rows,12:N0}{"ratio",9}");
        foreach (var (candidate, before) in candidates.Zip(few)) Screen.Say($"{candidate.Name,-28}{before,12:N1}{candidate.P95,12:N1}{candidate.P95 / before,9:N2}");
        var ratio = candidates[1].P95 / few[1];
        Screen.Say($"to reach: {GrowthAtMost:N1} × at most   {Numbers.Verdict(ratio <= GrowthAtMost)}");
        Screen.Say();
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

    // Programs that answer differently cannot be compared. The program of another commit may answer with other fields.
    private static async Task SameAnswersAsync(List<Candidate> candidates, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        var answers = new List<JsonDocument>();
        foreach (var candidate in candidates)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", candidate.Token);
            answers.Add(JsonDocument.Parse(await client.GetStringAsync(candidate.Address, cancellationToken)));
        }

        for (var index = 1; index < answers.Count; index++)
            if (index < 4 && !JsonElement.DeepEquals(answers[0].RootElement, answers[index].RootElement))
                throw new InvalidOperationException($"{candidates[index].Name} answers differently:\n{Start(answers[index])}\n{candidates[0].Name}:\n{Start(answers[0])}");
        if (answers[0].RootElement.GetProperty("items").GetArrayLength() != 50) throw new InvalidOperationException("The answer has not 50 closures.");
    }

    private static string Start(JsonDocument answer) => answer.RootElement.GetRawText()[..Math.Min(800, answer.RootElement.GetRawText().Length)];

    private static void Print(List<Candidate> candidates)
    {
        Screen.Say();
        Screen.Say($"{"",-28}{"req/s",9}{"p50 ms",9}{"p95 ms",9}{"CPU µs/request: program",26}{"database",10}");
        foreach (var candidate in candidates)
            Screen.Say($"{candidate.Name,-28}{candidate.PerSecond,9:N0}{candidate.P50,9:N1}{candidate.P95,9:N1}{candidate.OwnCost,26:N0}{candidate.DatabaseCost,10:N0}");
        Screen.Say();
        var (raw, ours, old) = (candidates[0], candidates[1], candidates[2]);
        Screen.Say($"of raw Npgsql's rate   {ours.PerSecond / raw.PerSecond,6:N2}   to reach: 0.50   {Numbers.Verdict(ours.PerSecond / raw.PerSecond >= 0.5)}");
        Screen.Say($"times the old stack's  {ours.PerSecond / old.PerSecond,6:N2}   to reach: 4.00   {Numbers.Verdict(ours.PerSecond / old.PerSecond >= 4)}");
        if (candidates.Count > 4) Screen.Say($"times {candidates[4].Name,-17}{ours.PerSecond / candidates[4].PerSecond,5:N2}");
        Screen.Say();
    }

    private sealed class Candidate(string name, Uri address, RunningProgram program, string token)
    {
        private readonly List<Load> rounds = [];
        private readonly List<(double Own, double Database)> costs = [];

        public string Name => name;

        public Uri Address => address;

        public string Token => token;

        public double PerSecond => Numbers.Median(rounds.Select(round => round.PerSecond));

        public double P50 => Numbers.Median(rounds.Select(round => round.P50));

        public double P95 => Numbers.Median(rounds.Select(round => round.P95));

        /// <summary>Processor time a request, in microseconds.</summary>
        public double OwnCost => Numbers.Median(costs.Select(cost => cost.Own));

        public double DatabaseCost => Numbers.Median(costs.Select(cost => cost.Database));

        public void Forget()
        {
            rounds.Clear();
            costs.Clear();
        }

        // The runtime compiles again what is called often; on a busy machine that takes a while.
        public async Task WarmUpAsync(Laboratory lab, CancellationToken cancellationToken)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            for (var served = 0.0; served < WarmUp && watch.Elapsed < LongestWarmUp;) served += (await Wrk.RunAsync(address, token, 2, lab.Folder, cancellationToken, warmingUp: true)).PerSecond * 2;
        }

        public async Task MeasureAsync(Laboratory lab, int seconds, CancellationToken cancellationToken)
        {
            var (own, database) = (Processes.CpuTime(program.Id), Processes.CpuTime(lab.DatabaseProcess));
            var load = await Wrk.RunAsync(address, token, seconds, lab.Folder, cancellationToken);
            var requests = load.PerSecond * seconds;
            costs.Add(((Processes.CpuTime(program.Id) - own).TotalMicroseconds / requests, (Processes.CpuTime(lab.DatabaseProcess) - database).TotalMicroseconds / requests));
            rounds.Add(load);
        }
    }
}
