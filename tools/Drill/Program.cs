using System.Globalization;
using Vemap.Drill;
using Vemap.Lab;

int Number(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var place ? int.Parse(args[place + 1], CultureInfo.InvariantCulture) : otherwise;
#pragma warning disable CA5394 // Not a secret: what it gives must be repeatable.
var seed = Number("--seed", Random.Shared.Next(1, 1_000_000));
#pragma warning restore CA5394
await using var drill = new KillDrill(Laboratory.FromEnvironment(), Number("--kills", 20), Number("--recipients", 500), seed);
return (await drill.RunAsync(CancellationToken.None)).IsGood ? 0 : 1;
