using System.Diagnostics;
using Vemap.Lab;

namespace Vemap.Bench;

/// <summary>Mails handed to SMTP and their result recorded, beside the fastest client there is for the same server.</summary>
internal static class MailBench
{
    private const double ToReach = 1000;
    private const int Mails = 30_000;

    // What one of our mails has on the wire.
    private const int Size = 6000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(Laboratory lab, Options options, CancellationToken cancellationToken)
    {
        Screen.Say($"Mail: a mailing to {options.Mails:N0} recipients through relay, queue, mail service, Debian's smtp-sink over 8 connections, result queue and recording.");
        await MailSeed.PlantAsync(lab, options.Mails, cancellationToken);
        var (webPort, smtpPort) = (Ports.Free(), Ports.Free());
        var address = new Uri($"http://127.0.0.1:{webPort}");
        await using var sink = StartSink(lab, smtpPort);
        await using var web = lab.StartWeb(webPort, new Dictionary<string, string> { ["Mail__MailsPerSecond"] = "5000", ["Mail__Proof"] = "accepted-only" });
        await using var mail = lab.StartMailService(smtpPort, new Dictionary<string, string> { ["Mail__MailsPerSecond"] = "100000", ["Mail__AllowedAddresses"] = "*", ["Mail__Connections"] = "8", ["Mail__Proof"] = "accepted-only" });
        await web.ReadyAsync(new Uri(address, "/health/ready"), cancellationToken);
        var statements = await Statements.ReadyAsync(lab, cancellationToken);
        using var api = await MailSeed.LogInAsync(address, cancellationToken);

        var (sources, rounds) = (new List<double>(), new List<Round>());
        await MeasureAsync(lab, api, closure: 20, options.Mails, [web, mail, sink], cancellationToken);
        await statements.ForgetAsync(cancellationToken);
        for (var round = 0; round < Math.Min(options.Rounds, 15); round++)
        {
            sources.Add(await SourceAsync(lab, smtpPort, cancellationToken));
            rounds.Add(await MeasureAsync(lab, api, round + 1, options.Mails, [web, mail, sink], cancellationToken));
        }

        Print(sources, rounds);
        await statements.PrintAsync(rounds.Count * options.Mails, cancellationToken);
    }

    private static RunningProgram StartSink(Laboratory lab, int port)
    {
        string[] unprivileged = Environment.UserName == "root" ? ["-u", "nobody"] : [];
        return RunningProgram.Start("smtp-sink", [Path.Combine(lab.MailTools, "usr/sbin/smtp-sink"), .. unprivileged, $"127.0.0.1:{port}", "100"], lab.MailToolSettings, lab.Folder, lab.Folder);
    }

    private static async Task<double> SourceAsync(Laboratory lab, int port, CancellationToken cancellationToken)
    {
        string[] command = [Path.Combine(lab.MailTools, "usr/sbin/smtp-source"), "-d", "-s", "8", "-m", $"{Mails}", "-l", $"{Size}", "-f", "lab@vemap.test", "-t", "bewoner@lab.vemap.test", $"127.0.0.1:{port}"];
        var watch = Stopwatch.StartNew();
        await using var source = RunningProgram.Start("smtp-source", command, lab.MailToolSettings, lab.Folder, lab.Folder);
        await source.EndAsync(cancellationToken);
        return Mails / watch.Elapsed.TotalSeconds;
    }

    private static async Task<Round> MeasureAsync(Laboratory lab, Api api, int closure, int recipients, IReadOnlyList<RunningProgram> programs, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var mailing = await MailSeed.SendAsync(api, closure, cancellationToken);
        var accepted = watch.Elapsed;
        TimeSpan[] Costs() => [.. programs.Select(program => Processes.CpuTime(program.Id)), Processes.CpuTime(lab.DatabaseProcess)];
        var before = Costs();
        await MailSeed.ReleaseAsync(lab, mailing, cancellationToken);
        watch.Restart();
        while ((await Sql.ListAsync(lab.Owner, "select status from mailings where id = $1", row => row.GetString(0), cancellationToken, mailing))[0] != "completed")
        {
            if (programs.FirstOrDefault(program => program.HasExited) is { } stopped) throw new InvalidOperationException($"{stopped.Name} has stopped: {stopped.Tail()}");
            if (watch.Elapsed > Patience) throw new InvalidOperationException("The mailing does not come to its end.");
            await Task.Delay(200, cancellationToken);
        }

        var costs = Costs().Zip(before, (now, then) => (now - then).TotalMicroseconds / recipients).ToArray();
        var stages = (await Sql.ListAsync(lab.Owner, Stages.Read, Stages.From, cancellationToken, mailing))[0];
        if (stages.Sent != recipients) throw new InvalidOperationException($"{stages.Sent} of {recipients} mails were sent.");
        return new Round(accepted, stages, costs);
    }

    private static void Print(List<double> sources, List<Round> rounds)
    {
        var (source, ours) = (Median(sources), Median(rounds.Select(round => round.Stages.PerSecond)));
        Screen.Say();
        Screen.Say($"{"smtp-source -d -s 8",-34}{source,9:N0} mails/s");
        Screen.Say($"{"VEMAP, sent and recorded",-34}{ours,9:N0} mails/s   {ours / source:N3} of it   to reach: {ToReach:N0}/s   {(ours >= ToReach ? "reached" : "NOT REACHED")}");
        Screen.Say($"{"request to 202",-34}{Median(rounds.Select(round => round.Accepted.TotalSeconds)),9:N1} s");
        Screen.Say();
        Screen.Say("Where the time goes. The stages run side by side; each one's own pace, first to last mail:");
        Screen.Say($"{"  relay: outbox to mail queue",-34}{Median(rounds.Select(round => round.Stages.Relayed)),9:N0} mails/s");
        Screen.Say($"{"  mail service: queue to SMTP",-34}{Median(rounds.Select(round => round.Stages.Mailed)),9:N0} mails/s");
        Screen.Say($"{"  recording: result queue to rows",-34}{Median(rounds.Select(round => round.Stages.Recorded)),9:N0} mails/s");
        Screen.Say("Processor time a mail, µs:");
        foreach (var (name, index) in ((string, int)[])[("web (relay, recording)", 0), ("mail service", 1), ("smtp-sink", 2), ("PostgreSQL", 3)])
            Screen.Say($"{"  " + name,-34}{Median(rounds.Select(round => round.Costs[index])),9:N0}");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private sealed record Round(TimeSpan Accepted, Stages Stages, IReadOnlyList<double> Costs);

    /// <summary>Mails a second: over all, and of each stage alone.</summary>
    private sealed record Stages(int Sent, double PerSecond, double Relayed, double Mailed, double Recorded)
    {
        public const string Read = """
            select count(*) filter (where r.status = 'sent')::int,
              count(*) / extract(epoch from max(e.recorded_at) - min(r.first_attempt_at))::float8,
              count(*) / extract(epoch from max(r.first_attempt_at) - min(r.first_attempt_at))::float8,
              count(*) / extract(epoch from max(a.closed_at) - min(a.opened_at))::float8,
              count(*) / extract(epoch from max(e.recorded_at) - min(e.recorded_at))::float8
            from recipients r
            join delivery_events e on e.client_environment_id = r.client_environment_id and e.recipient_id = r.id and e.kind = 'accepted'
            join mail.attempts a on a.recipient = r.id
            where r.mailing_id = $1
            """;

        public static Stages From(Npgsql.NpgsqlDataReader row) => new(row.GetInt32(0), row.GetDouble(1), row.GetDouble(2), row.GetDouble(3), row.GetDouble(4));
    }
}
