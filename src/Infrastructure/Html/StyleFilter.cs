using System.Text.RegularExpressions;

namespace Vemap.Infrastructure.Html;

/// <summary>Keeps the declarations of a style attribute whose property and value are allowed, exactly as they were written.</summary>
internal static partial class StyleFilter
{
    private static readonly HashSet<string> Properties = new(StringComparer.OrdinalIgnoreCase)
    {
        "background", "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style", "border-bottom-width", "border-collapse", "border-color", "border-left",
        "border-left-color", "border-left-style", "border-left-width", "border-radius", "border-right", "border-right-color", "border-right-style", "border-right-width", "border-spacing",
        "border-style", "border-top", "border-top-color", "border-top-style", "border-top-width", "border-width", "clear", "color", "direction", "display", "float", "font", "font-family",
        "font-size", "font-style", "font-variant", "font-weight", "height", "letter-spacing", "line-height", "list-style", "list-style-type", "margin", "margin-bottom", "margin-left",
        "margin-right", "margin-top", "max-width", "min-width", "mso-line-height-rule", "mso-table-lspace", "mso-table-rspace", "padding", "padding-bottom", "padding-left", "padding-right",
        "padding-top", "table-layout", "text-align", "text-decoration", "text-indent", "text-transform", "vertical-align", "white-space", "width", "word-break", "word-wrap",
    };

    /// <summary>The allowed declarations of a style, or null when none is left.</summary>
    public static string? Clean(string style)
    {
        var kept = style.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(IsAllowed).ToList();
        return kept.Count == 0 ? null : string.Join(';', kept);
    }

    private static bool IsAllowed(string declaration)
    {
        var colon = declaration.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Properties.Contains(declaration[..colon].Trim()) && Value().IsMatch(declaration[(colon + 1)..]);
    }

    // Colours are the only functions: url(), image-set() and whatever comes next load something. A backslash could spell any name.
    [GeneratedRegex(
        @"^((rgb|rgba|hsl|hsla)\([\d\s.,%/]*\)|[\w#%.,'""!/+\-\s])+\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();
}
