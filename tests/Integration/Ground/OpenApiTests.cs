using System.Text.Json;

namespace Vemap.Integration.Ground;

/// <summary>What clients may rely on in the whole document, whatever operation comes to it (docs/architecture.md, "How things are named").</summary>
public sealed class OpenApiTests : ApiTest
{
    [Fact]
    public async Task What_names_a_thing_ends_in_Id_and_what_names_several_in_Ids()
    {
        var document = await DocumentAsync();

        var wrong = Field.Of(document).Where(field => !IsNamedAsItIs(field)).Select(field => field.ToString()).ToList();

        Assert.True(Field.Of(document).Count(field => field.IsId || field.AreIds) >= 100, "Hardly an id was found.");
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_number_of_things_ends_in_Count_and_is_never_called_as_the_things_are()
    {
        var document = await DocumentAsync();
        var fields = Field.Of(document).ToList();
        // Of what is shown: the values of a filter are no things, but states that one thing may be in.
        var shown = document.Schemas().Select(schema => schema.Name).ToHashSet();
        var lists = fields.Where(field => field.IsList && shown.Contains(field.Holder)).Select(field => field.Name).ToHashSet();

        Assert.True(lists.Count >= 20, "Hardly a list was found.");
        Assert.Empty(fields.Where(field => field.IsNumber && lists.Contains(field.Name)).Select(field => field.ToString()));
        Assert.Empty(fields.Where(field => field.Name.EndsWith("Count", StringComparison.Ordinal) && !field.IsNumber).Select(field => field.ToString()));
    }

    /// <summary>Schemas whose id is of one kind are of one thing: a row of a list, the thing itself, what became of it.</summary>
    [Fact]
    public async Task A_property_of_one_thing_is_the_same_wherever_the_thing_is_shown()
    {
        var things = Field.Of(await DocumentAsync()).GroupBy(field => field.Holder)
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

    [Fact]
    public async Task Only_what_needs_a_token_asks_for_one()
    {
        var document = await DocumentAsync();

        // A few, by name: whoever adds an operation that anybody may call decides it here too.
        Assert.Equal(["AnswerChallenge", "ConfirmPasswordReset", "LogIn", "LogOut", "RefreshSession", "RequestPasswordReset"],
            document.Operations.Where(operation => operation.Said.TryGetProperty("security", out var security) && security.GetArrayLength() == 0).Select(operation => operation.Name).Order());
        Assert.Single(document.Document.GetProperty("security").EnumerateArray());
    }

    [Fact]
    public async Task Every_operation_tells_of_each_refusal_that_it_can_give()
    {
        var operations = (await DocumentAsync()).Operations;

        Assert.True(operations.Count >= 100, $"Only {operations.Count} operations.");
        Assert.All(operations, operation =>
        {
            string[] anything = ["400", "401", "403", "404", "409", "429", "500", "503"];
            string[] body = operation.Body is not null ? ["413", "415"] : [];
            string[] race = operation.IsRead ? [] : ["412"];
            string[] seen = operation.NeedsIfMatch ? ["428"] : [];
            Assert.Empty(anything.Concat(body).Concat(race).Concat(seen).Except(operation.Statuses()));
            Assert.All(operation.Statuses().Where(status => status[0] != '2'), status => Assert.Equal("#/components/schemas/Problem",
                operation.Answer(status).GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()));
        });
    }

    /// <summary>That they really come is held by <see cref="DocumentedAnswers"/>, on every answer of every test.</summary>
    [Fact]
    public async Task Every_answer_tells_of_its_headers()
    {
        var operations = (await DocumentAsync()).Operations;

        Assert.All(operations, operation => Assert.All(operation.Statuses(), status =>
        {
            var headers = operation.Headers(status);
            Assert.Contains("API-Version", headers);
            Assert.Equal(status is "429" or "503", headers.Contains("Retry-After"));
            Assert.Equal(status == "201", headers.Contains("Location"));
            if (status == "201") Assert.Contains("ETag", headers);
        }));
        Assert.All(operations.Where(operation => operation.IsList), operation => Assert.Contains("Link", operation.Headers("200")));
        // Whose version is asked for, that gives it.
        var changed = operations.Where(operation => operation.NeedsIfMatch).Select(operation => operation.Path).ToList();
        Assert.All(operations.Where(operation => operation.IsRead && changed.Contains(operation.Path)), operation => Assert.Contains("ETag", operation.Headers("200")));
    }

    /// <summary>The looking glass of <see cref="DocumentedAnswers"/>.</summary>
    [Theory]
    [InlineData("\"name\":\"Project A9-BRUG\",", "", " required")]
    [InlineData("\"name\":", "\"alias\":1,\"name\":", "/alias is not in the document")]
    [InlineData("\"active\"", "\"asleep\"", "/status enum")]
    [InlineData("\"version\":1", "\"version\":-1", "/version minimum")]
    [InlineData("\"version\":1", "\"version\":1.5", "/version type")]
    [InlineData("\"version\":1", "\"version\":\"1\"", "/version type")]
    [InlineData("\"version\":1", "\"version\":null", "/version type")]
    [InlineData("\"memberIds\":[", "\"memberIds\":[\"me\",", "/memberIds/0 format")]
    [InlineData("\"memberIds\":[", "\"memberIds\":[null,", "/memberIds/0 type")]
    [InlineData("\"code\":\"A9-BRUG\"", "\"code\":[]", "/code type")]
    [InlineData("\"code\":\"A9-BRUG\"", "\"code\":\"LONG\"", "/code maxLength")]
    [InlineData("Z\",\"version\"", "+00:00\",\"version\"", "/updatedAt pattern")]
    [InlineData("Z\",\"version\"", "!Z\",\"version\"", "/updatedAt format")]
    public async Task An_answer_of_another_form_would_be_found(string right, string wrong, string fault)
    {
        var document = await DocumentAsync();
        var project = (await Organisation.GetAsync(Path($"projects/{await World.ProjectAsync()}")).BodyAsync()).GetRawText();
        var schema = document.Operations.Single(operation => operation.Name == "GetProject").Schema("200")!.Value;
        Assert.Contains(right, project);
        Assert.Empty(document.Faults(JsonElement.Parse(project), schema));

        var faults = document.Faults(JsonElement.Parse(project.Replace(right, wrong.Replace("LONG", new string('x', 10_001), StringComparison.Ordinal), StringComparison.Ordinal)), schema);

        Assert.Equal([fault], faults.Select(found => found.Split(':')[0]));
    }

    /// <summary>Whatever a reference leads to.</summary>
    [Theory]
    [InlineData("IdOfProject")]
    [InlineData("IdOfUser")]
    [InlineData("GeoJson")]
    public async Task Null_comes_only_where_the_document_has_it_as_one_of_two_choices(string name)
    {
        var document = await DocumentAsync();
        var schema = $$"""{ "$ref": "#/components/schemas/{{name}}" }""";

        Assert.NotEmpty(document.Faults(JsonElement.Parse("null"), JsonElement.Parse(schema)));
        Assert.Empty(document.Faults(JsonElement.Parse("null"), JsonElement.Parse($$"""{ "oneOf": [{ "type": "null" }, {{schema}}] }""")));
    }

    private static bool IsNamedAsItIs(Field field) =>
        field.IsId ? field.Name == "id" || field.Name.EndsWith("Id", StringComparison.Ordinal)
        : field.AreIds ? field.Name.EndsWith("Ids", StringComparison.Ordinal)
        // traceId is a W3C trace, and no UUID.
        : field.Name == "traceId" || !(field.Name == "id" || field.Name.EndsWith("Id", StringComparison.Ordinal) || field.Name.EndsWith("Ids", StringComparison.Ordinal));

    private Task<ApiDocument> DocumentAsync() => ApiDocument.ReadAsync(World.Stranger);
}
