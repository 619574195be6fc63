using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Vemap.Application.Common;

namespace Vemap.Web.Http;

/// <summary>An enum value in a query, under its one name: <c>?status=changes-requested</c>.</summary>
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

internal static class Choices
{
    public static Type? EnumOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Choice<>) ? type.GetGenericArguments()[0] : null;

    public static IEnumerable<string> NamesOf(Type @enum) => Enum.GetNames(@enum).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);
}
