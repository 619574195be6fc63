namespace Vemap.Architecture.Rules;

/// <summary>Types of EF Core, Npgsql, ASP.NET Core and the other packages are used only in the places of the technology table.</summary>
public sealed class R04_Each_technology_stays_in_its_own_folder : Rule
{
    protected override int AtLeast => 100;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var technologies = new Technologies(code);
        foreach (var judgement in technologies.Judge(space => space != "Amazon")) yield return judgement;
        foreach (var (space, place) in technologies.Unused())
            yield return new Judgement(place, $"is in the technology table and uses nothing of {space}");
    }
}

/// <summary>The technology table: namespaces, and the only places that may use them. The longest matching namespace applies.</summary>
internal sealed class Technologies(Code code)
{
    private readonly List<(string Space, IReadOnlyList<string> Places)> rows =
        [.. code.Documents.Table("Technologies").SelectMany(row => Documents.List(row[1]).Select(space => (space, Documents.List(row[2]))))
            .OrderByDescending(row => row.space.Length)];

    public IEnumerable<Judgement> Judge(Func<string, bool> selected) =>
        from type in code.Uses
        where type.Key.StartsWith("Vemap.", StringComparison.Ordinal)
        let trespass = type.Value.Select(use => use.Type).FirstOrDefault(used => Trespasses(type.Key, used, selected))
        select Judgement.Of(type.Key, trespass is null, $"uses {trespass}, which only the places in the technology table may; put it behind a port");

    /// <summary>The places that do not use what the table allows them.</summary>
    public IEnumerable<(string Space, string Place)> Unused() =>
        from row in rows
        from place in row.Places
        where !code.UsesBelow(place).Any(type => type.Value.Any(use => RowOf(use.Type).Space == row.Space))
        select (row.Space, place);

    private (string Space, IReadOnlyList<string> Places) RowOf(string used) => rows.Find(row => used.IsIn(row.Space));

    private bool Trespasses(string type, string used, Func<string, bool> selected)
    {
        var row = RowOf(used);
        return row.Space is not null && selected(row.Space) && !row.Places.Any(place => type.IsIn(place));
    }
}
