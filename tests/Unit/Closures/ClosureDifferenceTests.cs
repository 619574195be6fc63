using System.Collections;
using System.Reflection;
using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

/// <summary>Changes each property of a closure's content, and of its parts, one at a time: the difference names it, and it is written.</summary>
public class ClosureDifferenceTests
{
    private static readonly ClosureContent Full = A.Content(detours: [A.Detour() with { Description = "Yellow signs" }], noPlanReason: "Mowing") with
    {
        HectometerFrom = new Hectometer(12.3m, "a"),
        ContractorId = A.New<Domain.Contractors.Contractor>(),
        Measures = [new TrafficMeasure(MeasureKind.Speed, [TrafficMode.Cars], Passage.Free, Passage.Free, 70, "On the slip road")],
    };

    // The ids of parts are ours.
    private static readonly string[] NotContent = ["Phases.Id", "Detours.Id"];

    private static readonly IReadOnlyList<string> All = [.. Paths(typeof(ClosureContent), "").Except(NotContent)];

    public static TheoryData<string> Properties => [.. All];

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_change_of_each_property_makes_a_version_and_is_written(string path)
    {
        var closure = A.Closure(Full);

        closure.Change((ClosureContent)Changed(closure.Content, path.Split('.')), A.Planner, A.Now);

        var field = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(path.Split('.')[0]);
        Assert.Equal((2, field), (closure.ContentVersion, Assert.Single(closure.Versions.Last().Difference).Field));
    }

    [Fact]
    public void The_properties_of_every_part_are_tried() =>
        Assert.Subset(
            All.ToHashSet(),
            new HashSet<string>
            {
                "Title", "Side", "Measures.EmergencyServices", "Contacts.Phone", "Hindrance.Value",
                "Phases.Window.Exceptions", "Phases.EndsAt", "Detours.Geometry", "Detours",
            });

    [Fact]
    public void The_same_content_in_another_order_and_notation_is_no_difference()
    {
        var other = Full with
        {
            HectometerTo = new Hectometer(14.100m),
            Phases =
            [
                .. Full.Phases.Select(phase => phase with
                {
                    StartsAt = phase.StartsAt.ToOffset(TimeSpan.FromHours(5)),
                    Window = phase.Window! with { Weekdays = [.. phase.Window.Weekdays.Reverse()] },
                }),
            ],
            Geometry = A.Geometry("""{ "coordinates": [[4.90,52.3], [4.95,52.310]], "type": "LineString" }"""),
        };
        var closure = A.Closure(Full);
        closure.Change(other, A.Planner, A.Now);
        Assert.Equal(1, closure.ContentVersion);
    }

    private static IEnumerable<string> Paths(Type type, string prefix) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let path = prefix + property.Name
        let item = ItemOf(property.PropertyType)
        let isPart = item.Namespace == typeof(Closure).Namespace && item.IsClass && item != typeof(GeoJson)
        from found in isPart ? [.. Paths(item, path + "."), .. IsMany(property.PropertyType) ? new[] { path } : []] : new[] { path }
        select found;

    private static bool IsMany(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));

    private static Type ItemOf(Type type) => Nullable.GetUnderlyingType(type) ?? (IsMany(type) ? type.GetGenericArguments()[0] : type);

    private static object Changed(object whole, string[] path)
    {
        var copy = whole.GetType().GetMethod("<Clone>$")!.Invoke(whole, null)!;
        var property = whole.GetType().GetProperty(path[0])!;
        var value = property.GetValue(whole);
        var other = path.Length == 1 ? Other(property.PropertyType, value)
            : IsMany(property.PropertyType) ? WithFirst(value!, path[1..])
            : Changed(value!, path[1..]);
        property.SetValue(copy, other);
        return copy;
    }

    private static Array WithFirst(object list, string[] path)
    {
        var items = ((IEnumerable)list).Cast<object>().ToList();
        items[0] = Changed(items[0], path);
        return Typed(items, items[0].GetType());
    }

    private static Array Typed(List<object> items, Type type)
    {
        var typed = Array.CreateInstance(type, items.Count);
        for (var i = 0; i < items.Count; i++) typed.SetValue(items[i], i);
        return typed;
    }

    private static object? Other(Type type, object? value) => (Nullable.GetUnderlyingType(type) ?? type, value) switch
    {
        (var plain, _) when plain == typeof(string) => value is null ? "Other" : value + "!",
        (var plain, _) when plain == typeof(Hectometer) => new Hectometer(3, "b"),
        (var plain, _) when plain == typeof(decimal) => ((decimal?)value ?? 0) + 1,
        (var plain, _) when plain == typeof(int) => ((int?)value ?? 0) + 1,
        (var plain, _) when plain == typeof(TimeOnly) => ((TimeOnly)value!).AddMinutes(-1),
        (var plain, _) when plain == typeof(DateTimeOffset) => ((DateTimeOffset)value!).AddHours(1),
        (var plain, _) when plain == typeof(GeoJson) => A.Geometry("""{"type":"Point","coordinates":[4.91,52.3]}"""),
        (var plain, _) when plain.IsAssignableTo(typeof(IId)) => Activator.CreateInstance(plain, Guid.Parse("0198a000-0000-7000-8000-00000000abcd")),
        ({ IsEnum: true } plain, _) => Enum.GetValues(plain).Cast<object>().First(one => !one.Equals(value)),
        // One more of a list's items, or one less where there is one.
        (var plain, IEnumerable list) when plain == typeof(IReadOnlyList<DateOnly>) => new[] { A.Day("2026-03-10") },
        (_, IReadOnlyList<PhaseContent> phases) => phases.Append(A.Nights(first: "2026-05-04", last: "2026-05-08")).ToArray(),
        (var plain, IEnumerable list) => Typed([.. list.Cast<object>().Skip(1)], ItemOf(plain)),
        _ => throw new NotSupportedException($"Say in this test how a {type} becomes another one."),
    };
}
