using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Vemap.Infrastructure.Smtp;

/// <summary>An address that is safe in a command and in a header: no quotes, spaces, brackets or control characters; the domain in its ASCII form.</summary>
internal sealed partial record SmtpAddress(string Local, string Domain)
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>The local part has letters beyond ASCII: only a server with SMTPUTF8 can take it.</summary>
    public bool NeedsUtf8 => Local.Any(character => !char.IsAscii(character));

    public static bool TryParse(string text, [NotNullWhen(true)] out SmtpAddress? address)
    {
        address = null;
        if (text.Length > 254 || !Shape().IsMatch(text)) return false;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at > 64) return false;
        try
        {
            address = new SmtpAddress(text[..at], Idn.GetAscii(text[(at + 1)..]));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The address, or a FormatException that does not repeat it.</summary>
    public static SmtpAddress Parse(string text) => TryParse(text, out var address) ? address : throw new FormatException("An address of this mail cannot be mailed to or from.");

    public override string ToString() => $"{Local}@{Domain}";

    // RFC 5321's dot-string, with RFC 6531's letters beyond ASCII; \p{C} keeps out control, format and lone surrogate characters.
    [GeneratedRegex(@"^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7F\p{C}\p{Z}])+(?:\.(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7F\p{C}\p{Z}])+)*@(?:[A-Za-z0-9-]|[^\x00-\x7F\p{C}\p{Z}])+(?:\.(?:[A-Za-z0-9-]|[^\x00-\x7F\p{C}\p{Z}])+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
