using System.Diagnostics;
using Vemap.Lab;

namespace Vemap.Bench;

/// <summary>Mails handed to SMTP and their result recorded, beside the fastest client for the same server and, when asked for, VEMAP at another commit.</summary>
internal static class MailBench
{
    private const double ToReach = 1500;
    private const double BesideAtLeast = 0.9;
    private const int Mails = 30_000;

    // What one of our mails has on the wire.
    private const int Size = 6000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(Laboratory lab, Options options, CancellationToken cancellationToken)
    {
        Screen.Say($"Mail: a mailing to {options.Mails:N0} recipients through relay, queue, mail service, Debian's smtp-sink over 8 connections, result queue and recording.");
        await MailSeed.PlantAsync(lab, options.Mails, cancellationToken);
        var smtpPort = Ports.Free();
        await using var sink = StartSink(lab, smtpPort);
        await using var ours = await Candidate.StartAsync(lab, "VEMAP", smtpPort, cancellationToken);
        var statements = await Statements.ReadyAsync(lab, cancellationToken);
        await MeasureAsync(lab, ours, sink, closure: 20, options.Mails, cancellationToken);
        await ours.SuspendAsync();
        await using var before = lab.Before is { } other ? await Candidate.StartAsync(other, $"VEMAP at {other.Name}", smtpPort, cancellationToken) : null;
        if (before is not null)
        {
            await MeasureAsync(lab, before, sink, closure: 19, options.Mails, cancellationToken);
            await before.SuspendAsync();
        }

        await statements.ForgetAsync(cancellationToken);
        var sources = new List<double>();
        for (var round = 0; round < Math.Min(options.Rounds, 9); round++)
        {
            sources.Add(await SourceAsync(lab, smtpPort, cancellationToken));
            foreach (var (candidate, closure) in ((Candidate?, int)[])[(ours, round + 1), (before, round + 10)])
            {
                if (candidate is null) continue;
                await candidate.ContinueAsync();
                candidate.Rounds.Add(await MeasureAsync(lab, candidate, sink, closure, options.Mails, cancellationToken));
                await candidate.SuspendAsync();
            }
        }

        Print(sources, ours.Rounds);
        if (before is not null) PrintBeside(ours, before);
        await statements.PrintAsync((ours.Rounds.Count + (before?.Rounds.Count ?? 0)) * options.Mails, cancellationToken);
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

    private static async Task<Round> MeasureAsync(Laboratory lab, Candidate candidate, RunningProgram sink, int closure, int recipients, CancellationToken cancellationToken)
    {
        RunningProgram[] programs = [candidate.Web, candidate.Mail, sink];
        var watch = Stopwatch.StartNew();
        var mailing = await MailSeed.SendAsync(candidate.Api, closure, cancellationToken);
        var accepted = watch.Elapsed;
        TimeSpan[] Costs() => [.. programs.Select(program => Processes.CpuTime(program.Id)), Processes.CpuTime(lab.DatabaseProcess)];
        var before = Costs();
        await MailSeed.ReleaseAsync(lab, mailing, cancellationToken);
        watch.Restart();
        while ((await Sql.ListAsync(lab.Owner, "select status from mailings where id = $1", row => row.GetString(0), cancellationToken, mailing))[0] != "completed")
        {
            if (programs.FirstOrDefault(program => program.HasExited) is { } stopped) throw new InvalidOperationException($"{stopped.Name} has stopped: {stopped.Tail()}");
            if (watch.Elapsed > Patience) throw new InvalidOperationException("The mailing is not completed in time.");
            await Task.Delay(200, cancellationToken);
        }

        var costs = Costs().Zip(before, (now, then) => (now - then).TotalMicroseconds / recipients).ToArray();
        var stages = (await Sql.ListAsync(lab.Owner, Stages.Read, Stages.From, cancellationToken, mailing))[0];
        if (stages.Sent != recipients) throw new InvalidOperationException($"{stages.Sent} of {recipients} mails were sent.");
        return new Round(accepted, stages, costs);
    }

    private static void Print(List<double> sources, List<Round> rounds)
    {
        var (source, ours) = (Numbers.Median(sources), Numbers.Median(rounds.Select(round => round.Stages.PerSecond)));
        Screen.Say();
        Screen.Say($"{"smtp-source -d -s 8",-34}{source,9:N0} mails/s");
        Screen.Say($"{"VEMAP, sent and recorded",-34}{ours,9:N0} mails/s   {ours / source:N3} of it   to reach: {ToReach:N0}/s   {(ours >= ToReach ? "reached" : "NOT REACHED")}");
        Screen.Say($"{"request to 202",-34}{Numbers.Median(rounds.Select(round => round.Accepted.TotalSeconds)),9:N1} s");
        Screen.Say();
        Screen.Say("Where the time goes. The stages run side by side; the pace of each, from its first to its last mail:");
        Screen.Say($"{"  relay: outbox to mail queue",-34}{Numbers.Median(rounds.Select(round => round.Stages.Relayed)),9:N0} mails/s");
        Screen.Say($"{"  mail service: queue to SMTP",-34}{Numbers.Median(rounds.Select(round => round.Stages.Mailed)),9:N0} mails/s");
        Screen.Say($"{"  recording: result queue to rows",-34}{Numbers.Median(rounds.Select(round => round.Stages.Recorded)),9:N0} mails/s");
        Screen.Say("Processor time a mail, µs:");
        foreach (var (name, index) in ((string, int)[])[("web (relay, recording)", 0), ("mail service", 1), ("smtp-sink", 2), ("PostgreSQL", 3)])
            Screen.Say($"{"  " + name,-34}{Numbers.Median(rounds.Select(round => round.Costs[index])),9:N0}");
    }

    private static void PrintBeside(Candidate ours, Candidate before)
    {
        var (now, then) = (Numbers.Median(ours.Rounds.Select(round => round.Stages.PerSecond)), Numbers.Median(before.Rounds.Select(round => round.Stages.PerSecond)));
        Screen.Say($"{before.Name,-34}{then,9:N0} mails/s   VEMAP has {now / then:N2} of it   to reach: {BesideAtLeast:N1}   {Numbers.Verdict(now / then >= BesideAtLeast)}");
        Screen.Say();
    }

    /// <summary>Web and mail service of one version. While they are suspended the other version's have the queue for themselves.</summary>
    private sealed class Candidate(string name, RunningProgram web, RunningProgram mail) : IAsyncDisposable
    {
        public string Name => name;

        public RunningProgram Web => web;

        public RunningProgram Mail => mail;

        public Api Api { get; private set; } = null!;

        public List<Round> Rounds { get; } = [];

        public static async Task<Candidate> StartAsync(Laboratory lab, string name, int smtpPort, CancellationToken cancellationToken)
        {
            var port = Ports.Free();
            var address = new Uri($"http://127.0.0.1:{port}");
            var candidate = new Candidate(
                name,
                lab.StartWeb(port, new Dictionary<string, string> { ["Mail__MailsPerSecond"] = "5000", ["Mail__Proof"] = "accepted-only", ["Identity__AccessTokenLife"] = "02:00:00" }),
                lab.StartMailService(smtpPort, new Dictionary<string, string>
                {
                    ["Mail__MailsPerSecond"] = "100000",
                    ["Mail__AllowedAddresses"] = "*",
                    ["Mail__Connections"] = "8",
                    ["Mail__Proof"] = "accepted-only",
                }));
            await candidate.Web.ReadyAsync(new Uri(address, "/health/ready"), cancellationToken);
            candidate.Api = await MailSeed.LogInAsync(address, cancellationToken);
            return candidate;
        }

        public Task SuspendAsync() => SignalAsync("STOP");

        public Task ContinueAsync() => SignalAsync("CONT");

        public async ValueTask DisposeAsync()
        {
            Api.Dispose();
            // A suspended program would not hear that it should end.
            await ContinueAsync();
            await web.DisposeAsync();
            await mail.DisposeAsync();
        }

        private async Task SignalAsync(string signal)
        {
            await Processes.SignalAsync(web.Id, signal);
            await Processes.SignalAsync(mail.Id, signal);
        }
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
