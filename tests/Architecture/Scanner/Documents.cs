namespace Vemap.Architecture.Scanner;

/// <summary>The tables in the documents of a repository.</summary>
public sealed class Documents(string root)
{
    /// <summary>The rows of the table under a heading of docs/architecture.md, without its header, cells without their backticks.</summary>
    public IReadOnlyList<string[]> Table(string heading) => Table("docs/architecture.md", heading);

    public IReadOnlyList<string[]> Table(string file, string heading)
    {
        var rows = Lines(file)
            .SkipWhile(line => line.TrimStart('#', ' ') != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith('|')).Skip(2)
            .Select(Cells).ToList();
        return rows.Count > 0 ? rows : throw new InvalidOperationException($"{file} has no table under \"{heading}\".");
    }

    /// <summary>The rows of all tables of a file whose first cell holds a value in backticks.</summary>
    public IEnumerable<string[]> CodeRows(string file) => Lines(file).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(Cells);

    /// <summary>The items of a cell, separated by commas; a dash means none.</summary>
    public static IReadOnlyList<string> List(string cell) =>
        cell is "–" or "-" or "" ? [] : [.. cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private string[] Lines(string file)
    {
        var path = Path.Combine(root, file);
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Replace("`", "", StringComparison.Ordinal).Trim())];
}
