using System.Text.Json;
using Vemap.Application;
using Vemap.Application.Common;
using Vemap.Domain.Closures;

namespace Vemap.Unit.Common;

/// <summary>An enum value has one name, as a value and as a member name, and no other text is accepted for it.</summary>
public sealed class JsonTests
{
    private static readonly Type[] All =
    [
        typeof(DayOfWeek),
        .. new[] { typeof(Closure).Assembly, ApplicationModule.Assembly }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsEnum: true, IsPublic: true }),
    ];

    public static TheoryData<Type> Enums()
    {
        var enums = new TheoryData<Type>();
        foreach (var type in All) enums.Add(type);
        return enums;
    }

    [Fact]
    public void Enums_are_found() => Assert.InRange(All.Length, 25, 200);

    [Theory]
    [MemberData(nameof(Enums))]
    public void A_value_is_read_as_it_was_written(Type type)
    {
        foreach (var value in Enum.GetValues(type))
            Assert.Equal(value, JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type, Json.Options), type, Json.Options));
    }

    [Theory]
    [MemberData(nameof(Enums))]
    public void Other_texts_are_refused(Type type)
    {
        var name = JsonSerializer.Serialize(Enum.GetValues(type).GetValue(0), type, Json.Options).Trim('"');
        foreach (var other in (string[])[$"\"{name}, {name}\"", $"\"{name},{name}\"", $"\"{name.ToUpperInvariant()}\"", $"\" {name}\"", $"\"{name} \"", "\"\"",
            "\"0\"", "0", "null", "true", "{}"])
            Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize(other, type, Json.Options));
    }

    [Fact]
    public void An_enum_value_as_a_member_name_has_the_same_name()
    {
        var text = JsonSerializer.Serialize(new Dictionary<ClosureStatus, int> { [ClosureStatus.ChangesRequested] = 1 }, Json.Options);

        Assert.Equal("""{"changes-requested":1}""", text);
        Assert.Equal(1, JsonSerializer.Deserialize<Dictionary<ClosureStatus, int>>(text, Json.Options)![ClosureStatus.ChangesRequested]);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<ClosureStatus, int>>("""{"draft, submitted":1}""", Json.Options));
    }
}
