namespace Vemap.Architecture.Rules;

/// <summary>Hidden clocks, random ids, blocking waits and Console are banned: the analyser finds them in the sources, this rule in the assemblies.</summary>
public sealed class R14_Clock_random_ids_and_console_stay_in_their_types : Rule
{
    private static readonly Use[] Banned =
    [
        new("System.DateTime", "get_Now"), new("System.DateTime", "get_UtcNow"), new("System.DateTime", "get_Today"),
        new("System.DateTimeOffset", "get_Now"), new("System.DateTimeOffset", "get_UtcNow"),
        new("System.Guid", "NewGuid"), new("System.Guid", "CreateVersion7"), new("System.TimeZoneInfo", "get_Local"),
        new("System.Threading.Thread", "Sleep"), new("System.Threading.Tasks.Task", "Wait"), new("System.Threading.Tasks.Task`1", "get_Result"),
            new("System.Console"),
    ];

    protected override int AtLeast => 110;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var allowed = code.Documents.Table("Clock, random ids and console").ToDictionary(row => row[0], row => Documents.List(row[1]));
        foreach (var (type, uses) in code.Uses.Where(pair => pair.Key.StartsWith("Vemap.", StringComparison.Ordinal)))
        {
            var wrong = uses.FirstOrDefault(use => Banned.Any(banned => banned == use || (banned.Member is null && banned.Type == use.Type))
                && !allowed.GetValueOrDefault(Name(use), []).Contains(WithoutArity(type)));
            yield return Judgement.Of(type, wrong == default, $"uses {Name(wrong)}; see BannedSymbols.txt for the alternative");
        }

        foreach (var (what, place) in allowed.SelectMany(row => row.Value.Select(place => (row.Key, place))))
            if (!code.Uses.Where(pair => WithoutArity(pair.Key) == place).SelectMany(pair => pair.Value).Any(use => Name(use) == what))
                yield return new Judgement(place, $"is in the table and does not use {what}");
        var symbols = code.Files("", "BannedSymbols.txt").FirstOrDefault()?.Text ?? "";
        foreach (var banned in Banned)
            yield return Judgement.Of(Name(banned), symbols.Contains(Name(banned), StringComparison.Ordinal), "is not in BannedSymbols.txt");
    }

    // A generic type is named in the table without the number of its parameters.
    private static string WithoutArity(string type) => type.Split('`')[0];

    private static string Name(Use use) => use.Type == "System.Console"
        || use.Member is null ? use.Type : $"{use.Type}.{use.Member.Replace("get_", "", StringComparison.Ordinal)}";
}
