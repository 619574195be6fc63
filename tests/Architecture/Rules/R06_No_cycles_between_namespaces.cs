namespace Vemap.Architecture.Rules;

/// <summary>Within a project, folders depend on each other in one direction. Below Application/Common and Application/Features each folder counts by
/// itself.</summary>
public sealed class R06_No_cycles_between_namespaces : Rule
{
    protected override int AtLeast => 15;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var edges = code.Uses.Where(type => type.Key.StartsWith("Vemap.", StringComparison.Ordinal))
            .SelectMany(type => type.Value.Select(use => (From: Folder(type.Key), To: Folder(use.Type))))
            .Where(edge => edge.From != edge.To && Project(edge.From) == Project(edge.To))
            .ToLookup(edge => edge.From, edge => edge.To);
        foreach (var folder in code.Uses.Keys.Where(type => type.StartsWith("Vemap.", StringComparison.Ordinal)).Select(Folder).Distinct())
        {
            var cycle = Path(folder, folder, edges, []);
            yield return Judgement.Of(folder, cycle is null,
                $"depends on itself: {string.Join(" → ", cycle ?? [])}; move what both need to the lower one");
        }
    }

    private static List<string>? Path(string from, string to, ILookup<string, string> edges, HashSet<string> visited)
    {
        foreach (var next in edges[from].Distinct())
        {
            if (next == to) return [from, to];
            if (visited.Add(next) && Path(next, to, edges, visited) is { } rest) return [from, .. rest];
        }

        return null;
    }

    private static string Project(string folder) => string.Join('.', folder.Split('.').Take(2));

    private static string Folder(string type)
    {
        var parts = type.Split('.');
        var depth = parts is [_, "Application", "Common" or "Features", ..] ? 4 : 3;
        return string.Join('.', parts[..^1].Take(depth));
    }
}
