using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vemap.Domain.Closures;

/// <summary>Says field by field what is different between two contents of a closure.</summary>
internal static class ClosureDifference
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Field, Func<ClosureContent, string?> Text)[] Fields =
    [
        ("title", content => content.Title),
        ("roadNumber", content => content.RoadNumber),
        ("hectometerFrom", content => Number(content.HectometerFrom)),
        ("hectometerTo", content => Number(content.HectometerTo)),
        ("side", content => content.Side is { } side ? JsonNamingPolicy.KebabCaseLower.ConvertName(side.ToString()) : null),
        ("place", content => content.Place),
        ("contractorId", content => content.ContractorId?.ToString()),
        ("hindrance", content => content.Hindrance is { } hindrance ? Text(hindrance) : null),
        ("measures", content => List(content.Measures)),
        ("contacts", content => List(content.Contacts)),
        ("publicText", content => content.PublicText),
        ("internalNote", content => content.InternalNote),
        ("noPlanReason", content => content.NoPlanReason),
        ("phases", content => List([.. content.Phases.OrderBy(phase => phase.StartsAt).ThenBy(phase => phase.EndsAt).Select(Moments)])),
    ];

    public static IReadOnlyList<FieldChange> Between(ClosureContent? before, ClosureContent after)
    {
        var changes = Fields
            .Select(field => new FieldChange(field.Field, before is null ? null : field.Text(before), field.Text(after)))
            .Where(change => change.Before != change.After)
            .ToList();
        // Geometry is compared by meaning: PostgreSQL gives back the same values with other spaces.
        if (!after.Geometry.Equals(before?.Geometry)) changes.Add(new FieldChange("geometry", before?.Geometry.Text, after.Geometry.Text));
        if (!Same(InOrder(before), InOrder(after))) changes.Add(new FieldChange("detours", Detours(before), Detours(after)));
        return changes;
    }

    private static List<DetourContent> InOrder(ClosureContent? content) =>
        [.. (content?.Detours ?? []).OrderBy(detour => detour.Name).ThenBy(detour => detour.Description)];

    private static bool Same(List<DetourContent> before, List<DetourContent> after) =>
        before.Count == after.Count && before.Zip(after).All(pair =>
            pair.First.Geometry.Equals(pair.Second.Geometry) && Words(pair.First) == Words(pair.Second));

    private static string? Detours(ClosureContent? content) =>
        List([.. InOrder(content).Select(detour => new { detour.Name, detour.Description, detour.Modes, detour.Geometry })]);

    private static string Words(DetourContent detour) => Text(new { detour.Name, detour.Description, detour.Modes });

    // The id is ours and the offset is the writer's: neither makes a difference on the road.
    private static object Moments(PhaseContent phase) =>
        new { phase.Name, StartsAt = phase.StartsAt.ToUniversalTime(), EndsAt = phase.EndsAt.ToUniversalTime(), Window = phase.Window?.InOrder() };

    private static string? Number(decimal? number) => number?.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);

    private static string? List<T>(IReadOnlyList<T> items) => items.Count == 0 ? null : Text(items);

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);
}
