using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Vemap.Domain.Common;

/// <summary>The one form of an address that mail can go to or come from: a dot-string without quotes, and a domain name that can be written in ASCII.
/// Every input and the mail service apply the same rule, so that no address is accepted that the mail service refuses.</summary>
public static partial class MailAddress
{
    public const int MaxLength = 254;
    private const int MaxLocal = 64;
    private const int MaxDomain = 253;
    private const string PunycodePrefix = "xn--";
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static bool IsValid(string text) => TryParse(text, out _, out _);

    /// <summary>The part before the @ in Unicode's form C, and the domain in its ASCII form, in lower case.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? local, [NotNullWhen(true)] out string? domain)
    {
        (local, domain) = (null, null);
        var at = text.Length > MaxLength ? -1 : text.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || !TryReadDomain(text[(at + 1)..], out var ascii)) return false;
        var composed = UnicodeForms.Composed(text[..at]);
        if (!DotString().IsMatch(composed) || HasOddCharacter(composed)) return false;
        var octets = Encoding.UTF8.GetByteCount(composed);
        if (octets > MaxLocal || octets + 1 + ascii.Length > MaxLength) return false;
        (local, domain) = (composed, ascii);
        return true;
    }

    /// <summary>The form in which two spellings of one mailbox are equal: lower case, Unicode's form C, the domain in ASCII. A text that is no address is only
    /// trimmed and lower-cased.</summary>
    public static string Canonical(string text)
    {
        var trimmed = text.Trim();
        return TryParse(trimmed, out var local, out var domain) ? $"{local.ToLowerInvariant()}@{domain}" : trimmed.ToLowerInvariant();
    }

    /// <summary>The domain's ASCII form in lower case, whether it was typed in Unicode, in full width or as punycode. An IP number is no domain.</summary>
    public static bool TryReadDomain(string text, [NotNullWhen(true)] out string? ascii)
    {
        ascii = null;
        if (text.Length is 0 or > MaxLength || text.EnumerateRunes().Any(InvisibleCharacters.IsInvisible)) return false;
        var unicode = UnicodeForms.Compatible(UnicodeForms.Compatible(text).ToLowerInvariant()).Replace('\u3002', '.');
        if (HasOddCharacter(unicode) || !TryToAscii(unicode, out var read)) return false;
        var labels = read.Split('.');
        if (read.Length > MaxDomain || !HasTopLevel(labels) || !Array.TrueForAll(labels, IsLabel)) return false;
        ascii = read;
        return true;
    }

    /// <summary>A text in which the address does not stand any more, neither as it was written nor with its domain as it goes over the wire.</summary>
    public static string Hide(string text, string address, string instead)
    {
        if (TryParse(address, out var local, out var domain)) text = text.Replace($"{local}@{domain}", instead, StringComparison.OrdinalIgnoreCase);
        return text.Replace(address, instead, StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryToAscii(string unicode, out string ascii)
    {
        try
        {
            ascii = Idn.GetAscii(unicode);
            return true;
        }
        catch (ArgumentException)
        {
            ascii = "";
            return false;
        }
    }

    // A mail server of one's own may have a name without a dot. Where there is a dot, no top-level domain is one letter or has digits, so that no IP number
    // passes.
    private static bool HasTopLevel(string[] labels) =>
        labels[^1].Length > 1
        && (labels[^1].StartsWith(PunycodePrefix, StringComparison.Ordinal)
            || (labels.Length == 1 ? !labels[0].All(char.IsAsciiDigit) : labels[^1].All(char.IsAsciiLetterLower)));

    // Punycode is taken only in the one spelling that its Unicode form leads to.
    private static bool IsLabel(string label)
    {
        if (!label.StartsWith(PunycodePrefix, StringComparison.Ordinal)) return Label().IsMatch(label);
        try
        {
            var unicode = Idn.GetUnicode(label);
            return !HasOddCharacter(unicode)
                && !unicode.EnumerateRunes().Any(InvisibleCharacters.IsInvisible)
                && UnicodeForms.Compatible(unicode.ToLowerInvariant()) == unicode
                && Idn.GetAscii(unicode) == label;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // Beyond ASCII a mailbox or domain has letters, their marks and digits: no curly apostrophe, dash or symbol, nothing invisible, and no character that only
    // looks like others (a ligature, a full-width letter).
    private static bool HasOddCharacter(string text) =>
        !Ascii.IsValid(text)
        && (UnicodeForms.Compatible(text) != text || text.EnumerateRunes()
            .Any(character => !character.IsAscii && (!IsLetterMarkOrDigit(character) || InvisibleCharacters.IsInvisible(character))));

    private static bool IsLetterMarkOrDigit(Rune character) =>
        character.Value != 0x02BC // the apostrophe that counts as a letter
        && (Rune.IsLetter(character) || Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber);

    // RFC 5321's dot-string; RFC 6531 allows more beyond ASCII than HasOddCharacter leaves.
    [GeneratedRegex(@"^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7F])+(?:\.(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7F])+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DotString();

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
