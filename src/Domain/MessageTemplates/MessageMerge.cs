using System.Text;
using System.Text.RegularExpressions;

namespace Vemap.Domain.MessageTemplates;

/// <summary>Puts values in the place of <c>((placeholders))</c>: the one class that preview and sending share, so that a preview never differs from the mail.</summary>
/// <remarks>Names ignore case and spaces around them. A value never brings a placeholder of its own, nor markup. Made once per template and used for many recipients.</remarks>
public sealed partial class MessageMerge(string template)
{
    /// <summary>More characters than this no message becomes: it would not be read, and thousands of them at once would not fit into memory.</summary>
    public const int Longest = 1_000_000;

    // Odd ones are names, even ones the text between them.
    private readonly string[] parts = Placeholder().Split(template);

    /// <summary>The names that the template asks for, each once, in the order of their first use.</summary>
    public IReadOnlyList<string> Names =>
        [.. parts.Where((_, index) => index % 2 == 1).Select(Normal).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Two brackets open something that is no placeholder.</summary>
    public bool IsTorn => parts.Where((_, index) => index % 2 == 0).Any(words => words.Contains("((", StringComparison.Ordinal));

    /// <summary>Merges into HTML: values are escaped, their line breaks kept. Placeholders named in <paramref name="keep"/> stay for a later merge.</summary>
    public string Html(IReadOnlyDictionary<string, string> values, IReadOnlyCollection<string>? keep = null) => Merge(values, keep, EscapeHtml);

    /// <summary>Merges into plain text.</summary>
    public string Text(IReadOnlyDictionary<string, string> values, IReadOnlyCollection<string>? keep = null) => Merge(values, keep, value => WithoutPlaceholders(value, "(\u2060("));

    /// <summary>Merges into one line, such as a subject; a value or template with a line break is refused.</summary>
    public string Line(IReadOnlyDictionary<string, string> values, IReadOnlyCollection<string>? keep = null)
    {
        var line = Text(values, keep);
        return line.Any(char.IsControl) ? throw MessageProblems.NotOneLine() : line;
    }

    /// <summary>Makes text safe between tags and inside quoted attributes.</summary>
    public static string EscapeHtml(string value)
    {
        var html = new StringBuilder(value.Length + 16);
        foreach (var character in value.ReplaceLineEndings("\n"))
        {
            _ = character switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                '\n' => html.Append("<br>"),
                _ => html.Append(character),
            };
        }

        return WithoutPlaceholders(html.ToString(), "&#40;&#40;");
    }

    /// <summary>Appends a piece of a message: two brackets that meet only here open no placeholder.</summary>
    internal static void Append(StringBuilder written, string piece)
    {
        if (piece.StartsWith('(') && !piece.StartsWith("((", StringComparison.Ordinal) && written.Length > 0 && written[^1] == '(') written.Append('\u2060');
        if (written.Length + piece.Length > Longest) throw MessageProblems.TooLong(Longest);
        written.Append(piece);
    }

    private string Merge(IReadOnlyDictionary<string, string> values, IReadOnlyCollection<string>? keep, Func<string, string> write)
    {
        if (parts.Length == 1) return parts[0];
        var merged = new StringBuilder();
        List<string>? missing = null;
        for (var index = 0; index < parts.Length; index++)
        {
            if (index % 2 == 0) Append(merged, parts[index]);
            else if (Find(values, Normal(parts[index])) is { } value) Append(merged, write(value));
            else if (keep?.Contains(Normal(parts[index]), StringComparer.OrdinalIgnoreCase) == true) merged.Append("((").Append(Normal(parts[index])).Append("))");
            else (missing ??= []).Add(Normal(parts[index]));
        }

        return missing is null ? merged.ToString() : throw MessageProblems.MissingValue([.. missing.Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    private static string? Find(IReadOnlyDictionary<string, string> values, string name)
    {
        if (values.TryGetValue(name, out var value)) return value;
        foreach (var (key, other) in values)
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) return other;
        return null;
    }

    private static string WithoutPlaceholders(string value, string opening) => value.Replace("((", opening, StringComparison.Ordinal);

    // Editors put non-breaking spaces between the brackets, as a character or as an entity.
    internal static string Normal(string name) => name.Replace("&nbsp;", " ", StringComparison.OrdinalIgnoreCase).Trim();

    [GeneratedRegex(@"\(\((?<name>[^()<>\r\n]{1,100})\)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
