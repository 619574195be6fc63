using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vemap.Integration.Closures;

public sealed class ChangeClosureTests : ClosureChangeTest
{
    private const string Detour = """{ "name": "Via the A1", "modes": ["cars"], "geometry": { "type": "Point", "coordinates": [5, 52] } }""";

    [Fact]
    public async Task A_planner_replaces_the_content_and_a_version_lists_the_difference()
    {
        var closure = await PlanAsync();

        var (changed, etag) = await Manager.PutAsync(closure.Path, Body(body => { body["title"] = "Other title"; body["detours"] = new JsonArray(JsonNode.Parse(Detour)); body["phases"] = Nights(); }), closure.ETag).TaggedAsync();

        Assert.Equal((2, "\"v2\""), (changed.GetProperty("contentVersion").GetInt32(), etag));
        var got = await GetAsync(closure);
        Assert.Equal("Other title", got.GetProperty("title").GetString());
        Assert.Equal("Via the A1", got.GetProperty("detours")[0].GetProperty("name").GetString());
        var versions = await Manager.GetAsync($"{closure.Path}/versions").BodyAsync();
        Assert.Equal(["detours", "phases", "title"], versions.GetProperty("items")[0].GetProperty("difference").EnumerateArray().Select(field => field.GetProperty("field").GetString()).Order());
    }

    [Fact]
    public async Task Nights_that_remain_keep_their_ids()
    {
        var closure = await PlanAsync(body => body["phases"] = Nights());
        var phase = (await GetAsync(closure)).GetProperty("phases")[0].Id();
        var before = await NightsAsync(closure);

        await Manager.PutAsync(closure.Path, Body(body => body["phases"] = Nights("2027-01-06", "2027-01-19", phase, from: "22:00:00")), closure.ETag).BodyAsync();

        var after = await NightsAsync(closure);
        Assert.Equal(10, after.Count);
        Assert.All(after.Where(night => before.ContainsKey(night.Key)), night => Assert.Equal(before[night.Key].Id(), night.Value.Id()));
        Assert.Equal("2027-01-06T21:00:00Z", after["2027-01-06"].GetProperty("startsAt").GetString());
    }

    [Fact]
    public async Task The_same_content_makes_no_version()
    {
        var closure = await PlanAsync(body => { body["phases"] = Nights(); body["detours"] = new JsonArray(JsonNode.Parse(Detour)); });

        var (changed, etag) = await Manager.PutAsync(closure.Path, Body(body => { body["phases"] = Nights(); body["detours"] = new JsonArray(JsonNode.Parse(Detour)); }), closure.ETag).TaggedAsync();

        Assert.Equal((1, closure.ETag), (changed.GetProperty("contentVersion").GetInt32(), etag));
    }

    // As an earlier version of the program leaves it.
    [Fact]
    public async Task A_window_without_a_recorded_length_ends_the_next_morning()
    {
        var closure = await PlanAsync(body => body["phases"] = Nights());
        var database = await TestDatabase.Shared;
        await using var connection = new Npgsql.NpgsqlConnection(database.As("superuser"));
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("update phases set window_ends_after_days = null where closure_id = $1", connection)
        {
            Parameters = { new() { Value = Guid.Parse(closure.Id) } },
        };
        await command.ExecuteNonQueryAsync();

        Assert.Equal(1, (await GetAsync(closure)).GetProperty("phases")[0].GetProperty("window").GetProperty("endsAfterDays").GetInt32());
        var (changed, _) = await Manager.PutAsync(closure.Path, Body(body => body["phases"] = Nights()), closure.ETag).TaggedAsync();
        Assert.Equal(1, changed.GetProperty("contentVersion").GetInt32());
    }

    [Fact]
    public async Task Parts_of_another_closure_are_refused()
    {
        var (closure, other) = (await PlanAsync(), await PlanAsync(body => { body["phases"] = Nights(); body["detours"] = new JsonArray(JsonNode.Parse(Detour)); }));
        var got = await GetAsync(other);
        var detour = JsonNode.Parse(Detour)!;
        detour["id"] = got.GetProperty("detours")[0].Id();

        await Manager.PutAsync(closure.Path, Body(body => body["phases"] = Nights(id: got.GetProperty("phases")[0].Id())), closure.ETag).RefusedAsync(HttpStatusCode.Conflict, "closures.unknown-phase");
        await Manager.PutAsync(closure.Path, Body(body => body["detours"] = new JsonArray(detour)), closure.ETag).RefusedAsync(HttpStatusCode.Conflict, "closures.unknown-detour");
        await Manager.PutAsync(closure.Path, Body(body => body["contractorId"] = got.Id()), closure.ETag).RefusedAsync(HttpStatusCode.Conflict, "closures.unknown-contractor");
    }

    [Fact]
    public async Task Content_holds_under_review_once_confirmed_and_after_the_end()
    {
        var closure = await SubmittedAsync();
        await SendAsync(Manager, closure.Path, closure.ETag).RefusedAsync(HttpStatusCode.Conflict, "closures.under-review");
        await closure.TakeAsync(Organisation, "confirmations");
        await SendAsync(Manager, closure.Path, closure.ETag).RefusedAsync(HttpStatusCode.Conflict, "closures.confirmed");
        await closure.TakeAsync(Manager, "cancellations", new { reason = "Rain" });
        await SendAsync(Manager, closure.Path, closure.ETag).RefusedAsync(HttpStatusCode.Conflict, "closures.final");
    }

    [Fact]
    public async Task Of_many_changes_of_one_version_one_wins()
    {
        var closure = await PlanAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Manager.PutAsync(closure.Path, Body(body => body["title"] = $"Title {i}"), closure.ETag)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK), answer => Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode));
    }

    [Fact]
    public async Task A_body_of_the_wrong_shape_is_refused()
    {
        var closure = await PlanAsync();
        await Manager.PutAsync(closure.Path, Body(body => { body.Remove("place"); body["title"] = 3; }), closure.ETag).InvalidAsync(("/place", "missing"), ("/title", "wrong-type"));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? etag) => client.PutAsync(path, Body(body => body["title"] = "Other"), etag);

    private async Task<Dictionary<string, JsonElement>> NightsAsync(Planned closure)
    {
        var page = await Manager.GetAsync($"{closure.Path}/occurrences").BodyAsync();
        return page.GetProperty("items").EnumerateArray().ToDictionary(night => night.GetProperty("day").GetString()!);
    }
}
