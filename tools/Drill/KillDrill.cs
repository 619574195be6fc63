using System.Diagnostics;
using System.Globalization;
using Vemap.Lab;

namespace Vemap.Drill;

/// <summary>Web, mail service and database are killed at random moments of a mailing and started again.</summary>
/// <remarks>Afterwards every recipient must have the mail, and every double must follow an attempt that is recorded as ambiguous.</remarks>
internal sealed class KillDrill(Laboratory lab, int kills, int recipients, int seed) : IAsyncDisposable
{
    private const int SecondsPerKill = 2;

    // A busy machine takes a while to start web again.
    private readonly TimeSpan patience = TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(10 * kills);

    // The waiting times of production, shortened in proportion.
    private readonly Dictionary<string, string> quickly = new()
    {
        // Slow enough that all kills lie within the mailing.
        ["Mail__MailsPerSecond"] = Math.Max(1, recipients / (kills * SecondsPerKill)).ToString(CultureInfo.InvariantCulture),
        ["Mail__Proof"] = "events",
        ["Mail__AllowedAddresses"] = "*",
        ["Mail__AmbiguityWindow"] = "00:00:03",
        ["Mail__FirstRetry"] = "00:00:01",
        ["Mail__Hiding"] = "00:00:04",
    };

    private readonly int smtpPort = Ports.Free();
    private readonly int sinkPort = Ports.Free();
    private readonly int webPort = Ports.Free();
    private Observer observer = null!;
    private readonly Dictionary<string, int> killed = new() { ["web"] = 0, ["mail service"] = 0, ["database"] = 0 };
    private RunningProgram sink = null!;
    private RunningProgram web = null!;
    private RunningProgram mail = null!;

    /// <summary>How often each of them was killed.</summary>
    public IReadOnlyDictionary<string, int> Killed => killed;

    private Uri Web => new($"http://127.0.0.1:{webPort}");

    public async Task<Verdict> RunAsync(CancellationToken cancellationToken)
    {
        Screen.Say($"A mailing to {recipients} recipients; {kills} times kill -9 of web, mail service or database. Seed {seed}.");
        await MailSeed.PlantAsync(lab, recipients, cancellationToken);
        // Some mailboxes are slow, so that the mailing lasts long enough to be disturbed.
        await Sql.RunAsync(lab.Owner, "update stakeholders set email = 'slow.' || email where right(id::text, 1) in ('0', '1', '2')", cancellationToken);
        sink = lab.StartSink(smtpPort, sinkPort, new Dictionary<string, string> { ["Sink__Keep"] = "1000000" });
        observer = new Observer(lab, new Uri($"http://127.0.0.1:{sinkPort}"));
        await sink.ReadyAsync(new Uri(observer.Sink, "/health/ready"), cancellationToken);
        StartMail();
        await StartWebAsync(cancellationToken);
        var mailing = await SendAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        await KillAsync(watch, cancellationToken);
        var completed = await observer.UntilCompleteAsync([mailing], watch, patience, cancellationToken);
        Screen.Say($"Killed {string.Join(", ", killed.Select(pair => $"{pair.Key} {pair.Value}×"))}; the mailing {(completed ? "was complete" : "IS NOT COMPLETE")} after {watch.Elapsed.TotalSeconds:N0} s.");
        var verdict = await Verdict.ReadAsync(lab, observer, [mailing], cancellationToken) with { Completed = completed };
        verdict.Print();
        return verdict;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in (RunningProgram?[])[web, mail, sink])
            if (program is not null) await program.DisposeAsync();
        observer?.Dispose();
    }

    private void StartMail() => mail = lab.StartMailService(smtpPort, quickly);

    private async Task StartWebAsync(CancellationToken cancellationToken)
    {
        web = lab.StartWeb(webPort, quickly);
        await web.ReadyAsync(new Uri(Web, "/health/ready"), cancellationToken);
    }

    private async Task<Guid> SendAsync(CancellationToken cancellationToken)
    {
        using var api = await MailSeed.LogInAsync(Web, cancellationToken);
        var mailing = await MailSeed.SendAsync(api, closure: 1, cancellationToken);
        await MailSeed.ReleaseAsync(lab, mailing, cancellationToken);
        return mailing;
    }

    /// <summary>Each moment is a random share of the mails that have arrived and a random part of a second after that, so that all of them lie within the mailing.</summary>
    private async Task KillAsync(Stopwatch watch, CancellationToken cancellationToken)
    {
#pragma warning disable CA5394 // Not a secret: the numbers must be repeatable.
        var chance = new Random(seed);
        var moments = Enumerable.Range(0, kills).Select(_ => chance.NextDouble() * 0.9).Order().ToList();
        // Each program is killed equally often, in random order.
        var victims = Enumerable.Range(0, kills).Select(kill => kill % killed.Count).ToArray();
        chance.Shuffle(victims);
        foreach (var (moment, victimNumber) in moments.Zip(victims))
        {
            await observer.UntilArrivedAsync(moment * recipients, watch, patience, cancellationToken);
            await Task.Delay(chance.Next(0, 400), cancellationToken);
            var arrived = await observer.ArrivedAsync(cancellationToken);
            var victim = await KillOneAsync(victimNumber, cancellationToken);
            killed[victim]++;
            Screen.Say($"  {watch.Elapsed.TotalSeconds,6:N1} s  {arrived,6} mails arrived  killed and started again: {victim}");
        }
#pragma warning restore CA5394
    }

    private async Task<string> KillOneAsync(int which, CancellationToken cancellationToken)
    {
        switch (which)
        {
            case 0:
                await web.KillAsync();
                await StartWebAsync(cancellationToken);
                return "web";
            case 1:
                await mail.KillAsync();
                StartMail();
                return "mail service";
            default:
                await Processes.SignalAsync(lab.DatabaseProcess, "KILL");
                await lab.StartDatabaseAsync(cancellationToken);
                return "database";
        }
    }
}
