using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Vemap.Domain.Common;

/// <summary>The one shape of an address that can be mailed to or from: no quotes, spaces, brackets or control characters, and a domain that can be written in
/// ASCII.
/// Whoever takes an address in asks the same as the mail service, so that nothing is accepted that will not go out.</summary>
public static partial class MailAddress
{
    public const int MaxLength = 254;
    private const int MaxLocal = 64;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static bool IsValid(string text) => TryParse(text, out _, out _);

    /// <summary>The part before the @, and the domain in its ASCII form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? local, [NotNullWhen(true)] out string? domain)
    {
        (local, domain) = (null, null);
        if (text.Length > MaxLength || !Shape().IsMatch(text)) return false;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at > MaxLocal) return false;
        try
        {
            (local, domain) = (text[..at], Idn.GetAscii(text[(at + 1)..]));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A text in which the address does not stand any more, neither as it was written nor with its domain as it goes over the wire.</summary>
    public static string Hide(string text, string address, string instead)
    {
        if (TryParse(address, out var local, out var domain)) text = text.Replace($"{local}@{domain}", instead, StringComparison.OrdinalIgnoreCase);
        return text.Replace(address, instead, StringComparison.OrdinalIgnoreCase);
    }

    // RFC 5321's dot-string, with RFC 6531's letters beyond ASCII; \p{C} keeps out control, format and lone surrogate characters.
    [GeneratedRegex(@"^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7F\p{C}\p{Z}])+(?:\.(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7F\p{C}\p{Z}])+)*@(?:[A-Za-z0-9-]|[^\x00-\x7F\p{C}\p{Z}])+(?:\.(?:[A-Za-z0-9-]|[^\x00-\x7F\p{C}\p{Z}])+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
