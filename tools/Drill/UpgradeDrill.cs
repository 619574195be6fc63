using System.Diagnostics;
using System.Globalization;
using Vemap.Lab;

namespace Vemap.Drill;

/// <summary>A rolling upgrade: programs of an earlier commit and the present ones share a migrated database while two mailings go out; then the earlier stop.</summary>
internal sealed class UpgradeDrill(Laboratory lab, int recipients) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const int SecondsPerMailing = 30;

    private readonly Dictionary<string, string> settings = new()
    {
        // Slow enough that the upgrade lies within the mailings.
        ["Mail__MailsPerSecond"] = Math.Max(1, recipients / SecondsPerMailing).ToString(CultureInfo.InvariantCulture),
        ["Mail__Proof"] = "events",
        ["Mail__AllowedAddresses"] = "*",
    };

    private readonly List<RunningProgram> programs = [];
    private readonly int smtpPort = Ports.Free();
    private readonly int sinkPort = Ports.Free();

    public async Task<Verdict> RunAsync(CancellationToken cancellationToken)
    {
        var before = lab.Before ?? throw new InvalidOperationException("No earlier commit was built: run it by ./vemap.");
        Screen.Say($"Two mailings to {recipients} recipients each, one sent by {before.Name} and one by the present programs, on one database.");
        await MailSeed.PlantAsync(lab, recipients, cancellationToken);
        using var observer = new Observer(lab, new Uri($"http://127.0.0.1:{sinkPort}"));
        await StartSinkAsync(observer, cancellationToken);
        var (webBefore, addressBefore) = await StartWebAsync(before, cancellationToken);
        var mailBefore = StartMail(before);
        var watch = Stopwatch.StartNew();
        var first = await SendAsync(addressBefore, closure: 1, cancellationToken);

        await observer.UntilArrivedAsync(recipients * 0.2, watch, Patience, cancellationToken);
        await SayAsync(observer, watch, "the present programs start beside the earlier ones", cancellationToken);
        var (_, address) = await StartWebAsync(lab, cancellationToken);
        StartMail(lab);
        var second = await SendAsync(address, closure: 2, cancellationToken);

        await observer.UntilArrivedAsync(recipients, watch, Patience, cancellationToken);
        await SayAsync(observer, watch, "the earlier programs stop", cancellationToken);
        await webBefore.DisposeAsync();
        await mailBefore.DisposeAsync();

        Guid[] mailings = [first, second];
        var completed = await observer.UntilCompleteAsync(mailings, watch, Patience, cancellationToken);
        await SayAsync(observer, watch, completed ? "both mailings are complete" : "the mailings ARE NOT COMPLETE", cancellationToken);
        var verdict = await Verdict.ReadAsync(lab, observer, mailings, cancellationToken) with { Completed = completed };
        verdict.Print();
        return verdict;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(programs)) await program.DisposeAsync();
    }

    private async Task StartSinkAsync(Observer observer, CancellationToken cancellationToken)
    {
        var sink = lab.StartSink(smtpPort, sinkPort, new Dictionary<string, string> { ["Sink__Keep"] = "1000000" });
        programs.Add(sink);
        await sink.ReadyAsync(new Uri(observer.Sink, "/health/ready"), cancellationToken);
    }

    private async Task<(RunningProgram Web, Uri Address)> StartWebAsync(Laboratory version, CancellationToken cancellationToken)
    {
        var port = Ports.Free();
        var address = new Uri($"http://127.0.0.1:{port}");
        var web = version.StartWeb(port, settings);
        programs.Add(web);
        await web.ReadyAsync(new Uri(address, "/health/ready"), cancellationToken);
        return (web, address);
    }

    private RunningProgram StartMail(Laboratory version)
    {
        var mail = version.StartMailService(smtpPort, settings);
        programs.Add(mail);
        return mail;
    }

    private async Task<Guid> SendAsync(Uri web, int closure, CancellationToken cancellationToken)
    {
        using var api = await MailSeed.LogInAsync(web, cancellationToken);
        var mailing = await MailSeed.SendAsync(api, closure, cancellationToken);
        await MailSeed.ReleaseAsync(lab, mailing, cancellationToken);
        return mailing;
    }

    private static async Task SayAsync(Observer observer, Stopwatch watch, string what, CancellationToken cancellationToken) =>
        Screen.Say($"  {watch.Elapsed.TotalSeconds,6:N1} s  {await observer.ArrivedAsync(cancellationToken),6} mails arrived  {what}");
}
