using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Vemap.Domain.Closures;

/// <summary>Lists field by field what is different between two contents of a closure. The fields are those of <see cref="ClosureContent"/>, so that
/// none can be forgotten.</summary>
internal static class ClosureDifference
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutIds } },
    };

    private static readonly IReadOnlyList<(string Name, Func<ClosureContent, object?> Value)> Fields =
    [
        .. typeof(ClosureContent).GetProperties()
            .Select(property => (JsonNamingPolicy.CamelCase.ConvertName(property.Name), (Func<ClosureContent, object?>)property.GetValue)),
    ];

    public static IReadOnlyList<FieldChange> Between(ClosureContent? before, ClosureContent after)
    {
        var (old, current) = (before is null ? null : InOrder(before), InOrder(after));
        return
        [
            .. from field in Fields
               let was = old is null ? default : Value(field.Value(old))
               let becomes = Value(field.Value(current))
               where !Same(was, becomes)
               select new FieldChange(field.Name, Text(was), Text(becomes)),
        ];
    }

    // The order in which phases and detours are sent, and the offset of an instant, change nothing on the road.
    private static ClosureContent InOrder(ClosureContent content) => content with
    {
        Phases =
        [
            .. content.Phases
                .Select(phase => phase with
                {
                    StartsAt = phase.StartsAt.ToUniversalTime(), EndsAt = phase.EndsAt?.ToUniversalTime(), Window = phase.Window?.InOrder(),
                })
                .OrderBy(phase => phase.StartsAt).ThenBy(phase => phase.EndsAt ?? OpenEnd.Instant).ThenBy(phase => phase.Name, StringComparer.Ordinal),
        ],
        Detours = [.. content.Detours.OrderBy(detour => detour.Name, StringComparer.Ordinal).ThenBy(detour => detour.Description, StringComparer.Ordinal)],
    };

    private static JsonElement Value(object? value) => JsonSerializer.SerializeToElement(value is IId id ? id.ToString() : value, Json);

    // By meaning: PostgreSQL gives back the same geometry with other spaces, and the same number with other zeros.
    private static bool Same(JsonElement before, JsonElement after) =>
        Text(before) == Text(after) || (IsFilled(before) && IsFilled(after) && JsonElement.DeepEquals(before, after));

    private static string? Text(JsonElement value) =>
        !IsFilled(value) ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static bool IsFilled(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => true,
    };

    // The ids of phases and detours are ours; a phase that is sent again without its id is the same phase.
    private static void LeaveOutIds(JsonTypeInfo shape)
    {
        if (shape.Type != typeof(PhaseContent) && shape.Type != typeof(DetourContent)) return;
        shape.Properties.Remove(shape.Properties.Single(property => property.Name == "id"));
    }
}
