using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Vemap.Web.Http;

/// <summary>A date-time with its offset in a query: <c>?from=2026-03-29T01:00:00Z</c>. Without the offset the moment would be ambiguous.</summary>
internal readonly partial record struct Instant(DateTimeOffset Value) : IParsable<Instant>
{
    public static Instant Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var instant) ? instant : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Instant result)
    {
        // A plus sign that was not escaped arrives as a space.
        var text = s?.Replace(' ', '+') ?? "";
        var parsed = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var value);
        result = new Instant(value.ToUniversalTime());
        return parsed && WithOffset().IsMatch(text);
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex WithOffset();
}
