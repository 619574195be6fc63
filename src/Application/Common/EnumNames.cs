using System.Collections.Frozen;
using System.Text.Json;

namespace Vemap.Application.Common;

/// <summary>The one name of an enum value, in the database, on the wire and in the query: kebab-case.</summary>
public static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>()
        .ToFrozenDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
    private static readonly FrozenDictionary<string, T> Values = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static string Name(T value) => Names[value];

    public static T Value(string name) => Values[name];

    public static bool TryValue(string name, out T value) => Values.TryGetValue(name, out value);
}
