namespace Vemap.Domain.MessageTemplates;

/// <summary>Bounds what an HTML text costs to parse, by one pass over its characters before any parser reads it.</summary>
public static class HtmlLimits
{
    public const int MaxDepth = 100;
    public const int MaxElements = 5_000;
    public const int MaxTagLength = 4_000;

    // Elements without content, and those that end by themselves where the next one begins: they do not nest.
    private static readonly HashSet<string> NotNesting = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option",
    };

    /// <summary>What is too much in the text, as one sentence; null when it may be parsed.</summary>
    public static string? Fault(string html)
    {
        var (depth, elements) = (0, 0);
        for (var start = html.IndexOf('<', StringComparison.Ordinal); start >= 0; start = html.IndexOf('<', start + 1))
        {
            var isEnd = start + 1 < html.Length && html[start + 1] == '/';
            var name = NameAt(html, start + (isEnd ? 2 : 1));
            if (name.Length == 0) continue;
            if (isEnd)
            {
                if (depth > 0 && !IsNotNesting(name)) depth--;
                continue;
            }

            if (++elements > MaxElements) return $"The text has more than {MaxElements} elements.";
            var end = html.IndexOf('>', start);
            if ((end < 0 ? html.Length : end) - start > MaxTagLength) return $"A tag is longer than {MaxTagLength} characters.";
            if (!IsNotNesting(name) && ++depth > MaxDepth) return $"Elements are nested more than {MaxDepth} deep.";
        }

        return null;
    }

    private static ReadOnlySpan<char> NameAt(string html, int start)
    {
        var end = start;
        while (end < html.Length && end - start < 20 && (char.IsAsciiLetterOrDigit(html[end]) || html[end] == '-')) end++;
        return end > start && char.IsAsciiLetter(html[start]) ? html.AsSpan(start, end - start) : [];
    }

    private static bool IsNotNesting(ReadOnlySpan<char> name) => NotNesting.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
}
