using System.Globalization;
using Vemap.Drill;
using Vemap.Lab;

int Number(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var place ? int.Parse(args[place + 1], CultureInfo.InvariantCulture) : otherwise;
#pragma warning disable CA5394 // Not a secret: the numbers must be repeatable.
var seed = Number("--seed", Random.Shared.Next(1, 1_000_000));
#pragma warning restore CA5394
var (lab, recipients) = (Laboratory.FromEnvironment(), Number("--recipients", 500));
if (args.FirstOrDefault() == "upgrade")
{
    await using var upgrade = new UpgradeDrill(lab, recipients);
    return await upgrade.RunAsync(CancellationToken.None) is { IsGood: true, Doubles: 0, DeadLetters: 0 } ? 0 : 1;
}

await using var drill = new KillDrill(lab, Number("--kills", 20), recipients, seed);
return (await drill.RunAsync(CancellationToken.None)).IsGood ? 0 : 1;
