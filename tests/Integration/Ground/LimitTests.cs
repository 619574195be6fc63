using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vemap.Application;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;
using Vemap.Integration.Isolation;

namespace Vemap.Integration.Ground;

/// <summary>
/// The API enforces exactly the lengths, counts and bounds of the OpenAPI document: the limit itself is accepted, and one more is refused at that place.
/// </summary>
public sealed class LimitTests : ApiTest
{
    private static readonly string[] OverLimit = ["maximum-length", "too-many", "out-of-range"];
    private static readonly Dictionary<string, AccessAttribute> Access = ApplicationModule.Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IUseCase)) && type.IsClass)
        .ToDictionary(type => type.Name, type => type.GetCustomAttribute<AccessAttribute>()!);

    // The longest texts would be too large for a body if each character were written as an escape.
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ApiDocument document = null!;
    private Examples examples = null!;

    [Fact]
    public async Task Limits_of_bodies_are_those_of_the_document()
    {
        await ReadAsync();
        var faults = new List<string>();
        var tried = 0;
        foreach (var operation in document.Operations.Where(operation => operation.Body is not null))
        {
            foreach (var limit in Limits(operation))
            {
                tried++;
                if (!Refuses(await SendAsync(operation, limit.Over), limit.Pointer, null)) faults.Add($"{operation.Name} takes more at {limit.Pointer} than the document says");
                if (Refuses(await SendAsync(operation, limit.At), limit.Pointer, OverLimit)) faults.Add($"{operation.Name} takes less at {limit.Pointer} than the document says");
            }
        }

        Assert.True(tried >= 150, $"Only {tried} limits.");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Limits_of_queries_are_those_of_the_document()
    {
        await ReadAsync();
        var faults = new List<string>();
        var tried = 0;
        foreach (var operation in document.Operations)
        {
            foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "query"))
            {
                if (Values(parameter.Schema) is not var (at, over)) continue;
                tried++;
                if (!Refuses(await AskAsync(operation, parameter.Name, over), $"?{parameter.Name}", null)) faults.Add($"{operation.Name} takes more at {parameter.Name} than the document says");
                if (Refuses(await AskAsync(operation, parameter.Name, at), $"?{parameter.Name}", OverLimit)) faults.Add($"{operation.Name} takes less at {parameter.Name} than the document says");
            }
        }

        Assert.True(tried >= 50, $"Only {tried} limits.");
        Assert.Empty(faults);
    }

    private async Task ReadAsync()
    {
        document = await ApiDocument.ReadAsync(World.Stranger);
        examples = new Examples(document, $"limits-{Guid.CreateVersion7():N}");
    }

    /// <summary>The body with one place filled to its limit, and once more with one too many.</summary>
    private IEnumerable<(string Pointer, JsonNode At, JsonNode Over)> Limits(ApiOperation operation)
    {
        var body = examples.Body(operation, _ => Guid.CreateVersion7().ToString(), minimal: false)!;
        return Places(body, operation.Body!.Value, "").Select(place => (place.Pointer, With(body, place.Pointer, place.At), With(body, place.Pointer, place.Over)));
    }

    private IEnumerable<(string Pointer, JsonNode At, JsonNode Over)> Places(JsonNode? node, JsonElement given, string pointer)
    {
        var schema = document.Resolve(given);
        if (schema.TryGetProperty("properties", out var properties) && node is JsonObject parts)
        {
            foreach (var place in properties.EnumerateObject().SelectMany(property => Places(parts[property.Name], property.Value, $"{pointer}/{property.Name}"))) yield return place;
        }
        else if (schema.TryGetProperty("items", out var items))
        {
            var first = (node as JsonArray)?.FirstOrDefault() ?? Item(document.Resolve(items));
            var most = schema.GetProperty("maxItems").GetInt32();
            yield return (pointer, List(first, most), List(first, most + 1));
            if (node is JsonArray { Count: > 0 } list)
            {
                foreach (var place in Places(list[0], items, $"{pointer}/0")) yield return place;
            }
        }
        else if (Values(schema) is var (at, over))
        {
            yield return (pointer, Node(schema, at), Node(schema, over));
        }
    }

    private (string At, string Over)? Values(JsonElement given)
    {
        var schema = document.Resolve(given);
        if (schema.TryGetProperty("enum", out _)) return null;
        if (schema.TryGetProperty("maximum", out var maximum)) return (maximum.GetRawText(), (maximum.GetDecimal() + 1).ToString());
        if (schema.TryGetProperty("format", out _) || !schema.TryGetProperty("maxLength", out var longest)) return null;
        return (Text(longest.GetInt32()), Text(longest.GetInt32() + 1));
    }

    // Characters that are two code units each in UTF-16, since a length counts characters; a very long text of them would be larger than any body may be.
    private static string Text(int length) => length > 50_000 ? new string('a', length) : string.Concat(Enumerable.Repeat("\U0001F6A7", length));

    private static JsonNode Node(JsonElement schema, string value) => schema.TryGetProperty("maximum", out _) ? JsonNode.Parse(value)! : JsonValue.Create(value);

    private static JsonArray List(JsonNode item, int count) => new([.. Enumerable.Range(0, count).Select(_ => item.DeepClone())]);

    private static JsonNode Item(JsonElement schema) =>
        schema.TryGetProperty("enum", out var values) ? JsonValue.Create(values[0].GetString()!)
        : schema.TryGetProperty("format", out var format) && format.GetString() == "date" ? JsonValue.Create("2026-03-02")
        : JsonValue.Create(Guid.CreateVersion7().ToString());

    private static JsonNode With(JsonNode body, string pointer, JsonNode value)
    {
        var copy = body.DeepClone();
        var names = pointer.Split('/')[1..];
        var holder = names[..^1].Aggregate(copy, (node, name) => node is JsonArray list ? list[int.Parse(name)]! : node[name]!);
        if (holder is JsonArray items) items[int.Parse(names[^1])] = value.DeepClone();
        else holder[names[^1]] = value.DeepClone();
        return copy;
    }

    private Task<JsonElement> SendAsync(ApiOperation operation, JsonNode body) => AnswerAsync(Client(operation).SendAsync(operation.Method, Address(operation), body.ToJsonString(Unescaped), "\"v1\""));

    private Task<JsonElement> AskAsync(ApiOperation operation, string name, string value) => AnswerAsync(Client(operation).GetAsync($"{Address(operation)}?{name}={Uri.EscapeDataString(value)}"));

    private static async Task<JsonElement> AnswerAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.BadRequest ? JsonDocument.Parse(text).RootElement.Clone() : default;
    }

    private static bool Refuses(JsonElement problem, string pointer, string[]? codes) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("errors", out var errors)
        && errors.EnumerateArray().Any(error => error.GetProperty("pointer").GetString() == pointer && (codes is null || codes.Contains(error.GetProperty("code").GetString())));

    // None of these ids exist, but the form of a request is checked before that.
    private string Address(ApiOperation operation) => operation.PathIds.Aggregate(operation.Path, (path, id) =>
        path.Replace($"{{{id.Name}}}", id.Name == "environmentId" ? World.Environment.ToString() : Guid.CreateVersion7().ToString(), StringComparison.Ordinal));

    private HttpClient Client(ApiOperation operation) => Access[operation.Name] switch
    {
        { Audience: Audience.Anonymous } => World.Stranger,
        { Audience: Audience.SignedIn } => World.Organisation,
        var access => access.Roles.Contains(Role.Organisation) && operation.PathIds.Any(id => id.Name == "environmentId") ? World.Organisation : World.Admin,
    };
}
