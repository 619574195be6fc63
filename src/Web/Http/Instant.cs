using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Vemap.Web.Http;

/// <summary>A date-time in a query; like one in a body it carries its offset, or it is refused.</summary>
internal readonly record struct Instant(DateTimeOffset Value) : IParsable<Instant>
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static Instant Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result) ? result : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Instant result)
    {
        var hasOffset = s is [.., 'Z'] || s is [.., '+' or '-', _, _, ':', _, _];
        var parsed = DateTimeOffset.TryParseExact(s, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) && hasOffset;
        result = new Instant(value.ToUniversalTime());
        return parsed;
    }
}
