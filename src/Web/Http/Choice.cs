using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Vemap.Application.Common;

namespace Vemap.Web.Http;

/// <summary>An enum value in a query, by its only name: <c>?status=changes-requested</c>.</summary>
internal readonly record struct Choice<T>(T Value) : IParsable<Choice<T>>
    where T : struct, Enum
{
    public static implicit operator T(Choice<T> choice) => choice.Value;

    public static Choice<T> Parse(string s, IFormatProvider? provider) => new(EnumNames<T>.Value(s));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Choice<T> result)
    {
        var known = EnumNames<T>.TryValue(s ?? "", out var value);
        result = new Choice<T>(value);
        return known;
    }
}

/// <summary>One or more values of an enum in a query, each at most once, separated by commas: <c>?status=submitted,confirmed</c>.</summary>
internal readonly record struct Choices<T>(IReadOnlyList<T> Value) : IParsable<Choices<T>>
    where T : struct, Enum
{
    public static Choices<T> Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var choices) ? choices : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Choices<T> result)
    {
        var names = (s ?? "").Split(',');
        var values = names.Select(name => EnumNames<T>.TryValue(name, out var value) ? (T?)value : null).OfType<T>().Distinct().ToList();
        result = new Choices<T>(values);
        return values.Count == names.Length;
    }
}

internal static class Choices
{
    public static Type? EnumOf(Type type) => ArgumentOf(typeof(Choice<>), type);

    /// <summary>The enum of a parameter that takes several values; null for any other parameter.</summary>
    public static Type? SeveralOf(Type type) => ArgumentOf(typeof(Choices<>), type);

    public static IEnumerable<string> NamesOf(Type @enum) => Enum.GetNames(@enum).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);

    private static Type? ArgumentOf(Type definition, Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments()[0] : null;
}
