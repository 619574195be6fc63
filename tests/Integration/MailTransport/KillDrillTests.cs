extern alias Drill;
using Drill::Vemap.Drill;
using Vemap.Infrastructure.Postgres;
using Vemap.Lab;

namespace Vemap.Integration.MailTransport;

/// <summary>`./vemap drill kill`, short: the programs themselves, on a database server of their own that may be killed too.</summary>
public sealed class KillDrillTests
{
    private const int Kills = 6;
    private const int Recipients = 200;

    [Fact]
    public async Task Whoever_is_killed_nobody_is_forgotten_and_nobody_is_mailed_twice_without_a_trace()
    {
        var lab = Laboratory.FromEnvironment();
        await Migrator.MigrateAsync(lab.Owner, CancellationToken.None);
        // Another order and other moments each time; the seed stands in the message, and `./vemap drill kill --seed` repeats it.
        var seed = Random.Shared.Next(1, 1_000_000);
        await using var drill = new KillDrill(lab, Kills, Recipients, seed);

        var verdict = await drill.RunAsync(CancellationToken.None);

        Assert.Equal(new Dictionary<string, int> { ["web"] = 2, ["mail service"] = 2, ["database"] = 2 }, drill.Killed);
        Assert.Equal(Recipients, verdict.Recipients);
        Assert.True(verdict.IsGood, $"Seed {seed}: {verdict}\n{string.Join('\n', verdict.Faults)}");
    }
}
