using System.Globalization;

namespace Vemap.Bench;

/// <summary>What is measured, and for how long.</summary>
/// <param name="Rows">Closures in the database. Of more than 100,000 the growth is measured: first with so many, then with all.</param>
/// <param name="Rounds">Rounds of each candidate, taken in turn; their median counts.</param>
/// <param name="Seconds">How long a round of the list lasts.</param>
/// <param name="Mails">Mails of a round.</param>
internal sealed record Options(IReadOnlyList<string> Names, int Rows, int Rounds, int Seconds, int Mails)
{
    public bool Asks(string name) => Names.Count == 0 || Names.Contains(name);

    public static Options Read(string[] arguments)
    {
        var numbers = new Dictionary<string, int> { ["--rows"] = 100_000, ["--rounds"] = 5, ["--seconds"] = 4, ["--mails"] = 10_000 };
        var names = new List<string>();
        for (var index = 0; index < arguments.Length; index++)
        {
            if (numbers.ContainsKey(arguments[index])) numbers[arguments[index]] = int.Parse(arguments[++index], CultureInfo.InvariantCulture);
            else names.Add(arguments[index]);
        }

        return new Options(names, numbers["--rows"], numbers["--rounds"], numbers["--seconds"], numbers["--mails"]);
    }
}
