using System.Text.Json;
using Vemap.Integration.Common;

namespace Vemap.Integration.Ground;

/// <summary>What clients may rely on in the whole document, whatever operation comes to it (docs/architecture.md, "How things are named").</summary>
public sealed class OpenApiTests : ApiTest
{
    [Fact]
    public async Task What_names_a_thing_ends_in_Id_and_what_names_several_in_Ids()
    {
        var document = await DocumentAsync();

        var wrong = document.Fields().Where(field => !IsNamedAsItIs(field)).Select(field => field.ToString()).ToList();

        Assert.True(document.Fields().Count(field => field.IsId || field.AreIds) >= 100, "Hardly an id was found.");
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_number_of_things_ends_in_Count_and_is_never_called_as_the_things_are()
    {
        var fields = (await DocumentAsync()).Fields().ToList();
        var lists = fields.Where(field => field.IsList).Select(field => field.Name).ToHashSet();

        Assert.True(lists.Count >= 20, "Hardly a list was found.");
        Assert.Empty(fields.Where(field => field.IsNumber && lists.Contains(field.Name)).Select(field => field.ToString()));
        Assert.Empty(fields.Where(field => field.Name.EndsWith("Count", StringComparison.Ordinal) && !field.IsNumber).Select(field => field.ToString()));
    }

    /// <summary>Schemas whose id is of one kind are of one thing: a row of a list, the thing itself, what became of it.</summary>
    [Fact]
    public async Task A_property_of_one_thing_is_the_same_wherever_the_thing_is_shown()
    {
        var things = (await DocumentAsync()).Fields().GroupBy(field => field.Holder)
            .Select(schema => (Thing: schema.FirstOrDefault(field => field.Name == "id")?.Shape, Fields: schema))
            .Where(schema => schema.Thing is not (null or "uuid"))
            .ToList();

        var twofold = things.SelectMany(schema => schema.Fields.Select(field => (schema.Thing, Field: field)))
            .GroupBy(one => (one.Thing, one.Field.Name))
            .Where(property => property.Select(one => one.Field.Shape).Distinct().Count() > 1)
            .Select(property => string.Join(" / ", property.Select(one => one.Field.ToString())));

        Assert.True(things.Count >= 60, $"Only {things.Count} schemas have an id.");
        Assert.Empty(twofold);
    }

    private static bool IsNamedAsItIs(Field field) =>
        field.IsId ? field.Name == "id" || field.Name.EndsWith("Id", StringComparison.Ordinal)
        : field.AreIds ? field.Name.EndsWith("Ids", StringComparison.Ordinal)
        // traceId is a W3C trace, and no UUID.
        : field.Name == "traceId" || !(field.Name == "id" || field.Name.EndsWith("Id", StringComparison.Ordinal) || field.Name.EndsWith("Ids", StringComparison.Ordinal));

    private async Task<Served> DocumentAsync() => new(await World.Stranger.GetAsync("/v1/openapi.json").BodyAsync());
}
