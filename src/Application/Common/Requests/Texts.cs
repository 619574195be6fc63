using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Vemap.Application.Common.Requests;

/// <summary>Characters that no text of a body may contain, because they would do harm later: in a list, a mail header, a spreadsheet or a file name.</summary>
internal static class Texts
{
    // Characters that change the direction of writing: with them "gpj.exe" is shown as "exe.jpg".
    private const string Directions = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    // Unusual line breaks.
    private const string OtherBreaks = "\u0085\u2028\u2029";

    // Letters and a sign that nobody sees, beside the format characters and the blanks.
    private const string Unseen = "\u115F\u1160\u2800\u3164\uFFA0";

    public static IEnumerable<FieldError> Faults(object body) => Faults(body, Json.Options.GetTypeInfo(body.GetType()), "", multiline: false);

    public static (string Code, string Message)? Fault(string text, bool multiline)
    {
        if (!multiline && text.Any(sign => sign is '\t' or '\r' or '\n' || OtherBreaks.Contains(sign, StringComparison.Ordinal)))
            return ("not-one-line", "This must be one line.");
        if (HasControl(text)) return ("control-character", "A text cannot contain control characters.");
        if (!multiline && text.Any(sign => Directions.Contains(sign, StringComparison.Ordinal)))
            return ("direction-character", "This cannot contain characters that change the direction of writing.");
        return IsUnseen(text) ? ("invisible", "This text has no visible character.") : null;
    }

    private static IEnumerable<FieldError> Faults(object? value, JsonTypeInfo shape, string pointer, bool multiline) => (value, shape.Kind) switch
    {
        (string text, _) => Fault(text, multiline) is var (code, message) ? [new FieldError(pointer, code, message)] : [],
        (not null, JsonTypeInfoKind.Object) => shape.Properties.Where(member => member.Get is not null)
            .SelectMany(member => Faults(member.Get!(value), shape.Options.GetTypeInfo(member.PropertyType), $"{pointer}/{member.Name}", IsMultiline(member))),
        (IEnumerable items, JsonTypeInfoKind.Enumerable) => items.Cast<object?>()
            .SelectMany((item, index) => Faults(item, shape.Options.GetTypeInfo(shape.ElementType!), $"{pointer}/{index}", multiline)),
        _ => [],
    };

    private static bool IsMultiline(JsonPropertyInfo member) => member.AttributeProvider?.IsDefined(typeof(MultilineAttribute), inherit: true) == true;

    // A line may end with LF or with CR LF.
    private static bool HasControl(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Any(sign => char.IsControl(sign) && sign is not ('\n' or '\t'));

    // Empty and blank texts are left to the validator of the field.
    private static bool IsUnseen(string text) =>
        !string.IsNullOrWhiteSpace(text)
            && text.EnumerateRunes().All(sign => Rune.IsWhiteSpace(sign) || Rune.GetUnicodeCategory(sign) == UnicodeCategory.Format
            || (sign.IsBmp && Unseen.Contains((char)sign.Value, StringComparison.Ordinal)));
}
