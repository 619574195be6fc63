using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Vemap.Domain.Closures;

/// <summary>A place along a road as the hectometer sign shows it: a number and, on a carriageway of its own such as a slip road, a letter.</summary>
/// <remarks>In JSON a number, and a text when there is a letter: 23.4 or "23.4a".</remarks>
[JsonConverter(typeof(Converter))]
public readonly partial record struct Hectometer(decimal Number, string? Letter = null)
{
    public const int MaxLength = 9;

    public static implicit operator Hectometer(decimal number) => new(number);

    /// <summary>From the two columns in which it is stored.</summary>
    public static Hectometer? Of(decimal? number, string? letter) => number is { } value ? new Hectometer(value, letter) : null;

    public static bool TryParse(string text, out Hectometer hectometer)
    {
        var match = Form().Match(text);
        var letter = match.Groups["letter"] is { Success: true, Value: var found } ? found : null;
        hectometer = match.Success
            ? new Hectometer(decimal.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture), letter)
            : default;
        return match.Success;
    }

    /// <summary>From 0 to 9999, with three decimals at most.</summary>
    public bool IsInRange => Number is >= 0 and <= 9999 && decimal.Round(Number, 3) == Number;

    public override string ToString() => Digits + Letter;

    private string Digits => Number.ToString("0.###", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<number>[0-9]{1,4}(\.[0-9]{1,3})?)(?<letter>[A-Za-z])?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    private sealed class Converter : JsonConverter<Hectometer>
    {
        public override Hectometer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetDecimal(out var number) => number,
            JsonTokenType.String when TryParse(reader.GetString()!, out var hectometer) => hectometer,
            _ => throw new JsonException("A hectometer is a number such as 23.4, or a text such as \"23.4a\"."),
        };

        public override void Write(Utf8JsonWriter writer, Hectometer value, JsonSerializerOptions options)
        {
            if (value.Letter is null) writer.WriteRawValue(value.Digits);
            else writer.WriteStringValue(value.ToString());
        }
    }
}
