using System.Collections;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Vemap.Application.Common.Requests;

/// <summary>Refuses characters in any text of a body that would do harm later, in a list, a mail's header, a spreadsheet or a file's name.</summary>
internal static class Texts
{
    // They start or end writing in the other direction: with them "gpj.exe" reads as "exe.jpg".
    private const string Directions = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    // Unusual line breaks.
    private const string OtherBreaks = "\u0085\u2028\u2029";

    public static IEnumerable<FieldError> Faults(object body) => Faults(body, Json.Options.GetTypeInfo(body.GetType()), "", multiline: false);

    public static (string Code, string Message)? Fault(string text, bool multiline)
    {
        if (!multiline && text.Any(IsBreak)) return ("not-one-line", "This must be one line.");
        if (HasControl(text)) return ("control-character", "A text cannot contain control characters.");
        if (!multiline && text.Any(character => Directions.Contains(character, StringComparison.Ordinal)))
            return ("direction-character", "This cannot contain characters that change the direction of writing.");
        if (text.EnumerateRunes().Any(InvisibleCharacters.IsNoncharacter))
            return ("noncharacter", "A text cannot contain code points that are no characters, such as U+FFFE.");
        return IsInvisible(text) ? ("invisible", "This text has invisible characters only.") : null;
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

    private static bool IsBreak(char character) => character is '\t' or '\r' or '\n' || OtherBreaks.Contains(character, StringComparison.Ordinal);

    // A line may end in the manner of Unix or of Windows.
    private static bool HasControl(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Any(character => char.IsControl(character) && character is not ('\n' or '\t'));

    // The field's own rule decides whether a text may be empty or blank.
    private static bool IsInvisible(string text) =>
        !string.IsNullOrWhiteSpace(text) && text.EnumerateRunes().All(character => Rune.IsWhiteSpace(character) || InvisibleCharacters.IsInvisible(character));
}
