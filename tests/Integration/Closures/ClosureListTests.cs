using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vemap.Integration.Closures;

/// <summary>Both lists answer alike: that of a project and that of the environment.</summary>
public abstract class ClosureListTests : ClosureTest
{
    protected abstract string List { get; }

    [Fact]
    public async Task Closures_come_by_their_start_without_gap_or_repeat_over_pages()
    {
        foreach (var day in (int[])[12, 4, 20, 4, 15]) await PlanAsync(body => body["phases"] = At(day));

        var seen = new List<JsonElement>();
        for (var path = $"{List}?limit=2"; path is not null;)
        {
            using var answer = await Manager.GetAsync(path);
            seen.AddRange((await Task.FromResult(answer).BodyAsync()).GetProperty("items").EnumerateArray());
            path = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal([4, 4, 12, 15, 20], seen.Select(closure => closure.GetProperty("startsAt").GetDateTimeOffset().Day));
        Assert.Equal(5, seen.Select(closure => closure.Id()).Distinct().Count());
    }

    [Fact]
    public async Task An_item_has_what_a_row_on_the_screen_needs_and_no_geometry()
    {
        var closure = await PlanAsync(body => body["hindrance"] = JsonNode.Parse("""{ "scheme": "class", "value": "3" }"""));

        var item = (await Manager.GetAsync(List).BodyAsync()).GetProperty("items")[0];

        Assert.Equal(
            (closure.Id, closure.Number, "draft", 12.3, "class", "3", 4.9, 52.31, 1),
            (item.Id(), item.GetProperty("number").GetString(), item.GetProperty("status").GetString(), item.GetProperty("hectometerFrom").GetDouble(), item.GetProperty("hindrance").GetProperty("scheme").GetString(), item.GetProperty("hindrance").GetProperty("value").GetString(), item.GetProperty("west").GetDouble(), item.GetProperty("north").GetDouble(), item.GetProperty("version").GetInt32()));
        Assert.False(item.TryGetProperty("geometry", out _));
        Assert.False(item.TryGetProperty("internalNote", out _));
    }

    [Theory]
    [InlineData("status=submitted", "B")]
    [InlineData("status=submitted,draft", "A,B")]
    [InlineData("status=confirmed%2Ccancelled", "")]
    [InlineData("from=2027-02-10T00:00:00Z", "B")]
    [InlineData("to=2027-02-10T00:00:00%2B01:00", "A")]
    [InlineData("from=2027-02-01T00:00:00Z&to=2027-02-28T00:00:00Z", "A,B")]
    [InlineData("bbox=5.9,51.9,6.1,52.1", "B")]
    [InlineData("bbox=4,51,7,53", "A,B")]
    [InlineData("bbox=7,53,8,54", "")]
    [InlineData("text=brug", "A")]
    [InlineData("text=n20", "B")]
    [InlineData("text=MUIDE", "A")]
    [InlineData("text=%C3%A9lst", "B")]
    [InlineData("text=rug", "")]
    [InlineData("text=%25", "")]
    public async Task The_filters_filter(string query, string expected)
    {
        await PlanAsync(body => { body["title"] = "Brug A"; body["place"] = "Muiden"; body["roadNumber"] = "A9"; body["phases"] = At(4, month: 2); });
        await SubmittedAsync(body => { body["title"] = "Tunnel B"; body["place"] = "Élst"; body["roadNumber"] = "N201"; body["phases"] = At(12, month: 2); body["geometry"] = JsonNode.Parse("""{"type":"Point","coordinates":[6,52]}"""); });

        var page = await Manager.GetAsync($"{List}?{query}").BodyAsync();

        Assert.Equal(expected, string.Join(',', page.GetProperty("items").EnumerateArray().Select(closure => closure.GetProperty("title").GetString()![^1])));
    }

    [Theory]
    [InlineData("'s-gravenhage", true)]
    [InlineData("\u2019s-Gravenhage", true)]
    [InlineData("\u2018s gravenh", true)]
    [InlineData("gravenhage", true)]
    [InlineData("cafe", true)]
    [InlineData("caf\u00e9", true)]
    [InlineData("cafe\u0301", true)]
    [InlineData("CAFE\u0301 plein", true)]
    [InlineData("stra\u00dfe", true)]
    [InlineData("\u0160koda", true)]
    [InlineData("skoda fietspad", true)]
    [InlineData("fiets s100 gravenhage", true)]
    [InlineData("lein", false)]
    [InlineData("gravenhage tunnel", false)]
    [InlineData("'", false)]
    [InlineData("\u0301", false)]
    public async Task Words_are_found_whatever_their_place_accents_and_apostrophes(string text, bool found)
    {
        await PlanAsync(body =>
        {
            body["title"] = "Nieuw fietspad bij Cafe\u0301plein, \u0160koda-stra\u00dfe";
            body["place"] = "\u2019s-Gravenhage, cafe\u0301 Plein";
            body["roadNumber"] = "s100";
        });
        await PlanAsync(body => body["title"] = "Tunnel");

        var page = await Manager.GetAsync($"{List}?text={Uri.EscapeDataString(text)}").BodyAsync();

        Assert.Equal(found ? 1 : 0, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_changed_title_is_found_by_its_new_words_only()
    {
        var closure = await PlanAsync(body => body["title"] = "Verdwenen titel");
        await Manager.PutAsync(closure.Path, Body(body => body["title"] = "Gloednieuwe naam"), closure.ETag).BodyAsync();

        Assert.Equal(0, (await Manager.GetAsync($"{List}?text=verdwenen").BodyAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(closure.Id, (await Manager.GetAsync($"{List}?text=naam").BodyAsync()).GetProperty("items")[0].Id());
    }

    [Fact]
    public async Task A_closure_without_an_end_overlaps_every_later_window()
    {
        var closure = await PlanAsync(body => body["phases"] = new JsonArray(new JsonObject { ["startsAt"] = "2027-02-10T20:00:00Z" }));

        var later = (await Manager.GetAsync($"{List}?from=2090-01-01T00:00:00Z").BodyAsync()).GetProperty("items");
        Assert.Equal((1, closure.Id, null), (later.GetArrayLength(), later[0].Id(), later[0].GetProperty("endsAt").GetString()));
        Assert.Equal(0, (await Manager.GetAsync($"{List}?to=2027-02-10T20:00:00Z").BodyAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_live_status_in_the_list_is_that_of_the_closure()
    {
        var closure = await SubmittedAsync(body => body["phases"] = Hours((-9, -3), (-1, 5), (24, 30)));
        Assert.Null(await LiveAsync(closure));
        await closure.TakeAsync(Organisation, "confirmations");
        Assert.Equal("between", await LiveAsync(closure));

        var night = (await Manager.GetAsync($"{closure.Path}/occurrences").BodyAsync()).GetProperty("items")[1].Id();
        await closure.TakeAsync(Manager, $"occurrences/{night}/starts", new { });
        Assert.Equal("started", await LiveAsync(closure));
        await closure.TakeAsync(Manager, $"occurrences/{night}/overruns", new { expectedEnd = Now.AddHours(8) });
        Assert.Equal("overrunning", await LiveAsync(closure));
        await closure.TakeAsync(Manager, $"occurrences/{night}/ends", new { });
        Assert.Equal("between", await LiveAsync(closure));
        await closure.TakeAsync(Organisation, "cancellations", new { reason = "Rain" });
        Assert.Equal("not-reported", await LiveAsync(closure));
    }

    [Fact]
    public async Task Time_alone_makes_it_overrun_or_not_reported()
    {
        var forgotten = await ConfirmedAsync(body => body["phases"] = Hours((-9, -3)));
        Assert.Equal("not-reported", await LiveAsync(forgotten));
        await forgotten.TakeAsync(Manager, $"occurrences/{await forgotten.NightAsync(Manager)}/starts", new { at = Now.AddHours(-9) });
        Assert.Equal("overrunning", await LiveAsync(forgotten));
    }

    private async Task<string?> LiveAsync(Planned closure)
    {
        var listed = (await Manager.GetAsync(List).BodyAsync()).GetProperty("items").EnumerateArray().Single(item => item.Id() == closure.Id).GetProperty("liveStatus").GetString();
        Assert.Equal((await GetAsync(closure)).GetProperty("liveStatus").GetString(), listed);
        return listed;
    }

    [Fact]
    public async Task A_number_is_found_by_its_beginning()
    {
        var closure = await PlanAsync();
        var page = await Manager.GetAsync($"{List}?text={closure.Number[..7]}").BodyAsync();
        Assert.Equal(closure.Id, page.GetProperty("items")[0].Id());
    }

    [Theory]
    [InlineData("status=open", "?status", "unknown-value")]
    [InlineData("status=draft,open", "?status", "unknown-value")]
    [InlineData("status=draft,draft", "?status", "unknown-value")]
    [InlineData("status=draft,", "?status", "unknown-value")]
    [InlineData("status=draft&status=submitted", "?status", "doubled")]
    [InlineData("from=2027-01-01T00:00:00", "?from", "wrong-form")]
    [InlineData("from=2027-01-01", "?from", "wrong-form")]
    [InlineData("bbox=1,2,3", "?bbox", "bounding-box")]
    [InlineData("limit=201", "?limit", "out-of-range")]
    [InlineData("cursor=abc", "?cursor", "unknown-cursor")]
    [InlineData("text=a&text=b", "?text", "doubled")]
    [InlineData("text=a+b+c+d+e+f+g+h+i+j+k", "?text", "too-many-words")]
    [InlineData("from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z", "?to", "ends-before-start")]
    public Task A_wrong_query_is_refused(string query, string pointer, string code) => Manager.GetAsync($"{List}?{query}").InvalidAsync((pointer, code));

    [Fact]
    public async Task Another_environment_is_not_found()
    {
        var other = await World.CreateAsync(World.Host);
        await other.Organisation.GetAsync(List).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task A_stranger_logs_in_first() => World.Stranger.GetAsync(List).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");

    private static JsonArray At(int day, int month = 1) =>
        new(JsonNode.Parse($$"""{ "startsAt": "2027-{{month:00}}-{{day:00}}T20:00:00Z", "endsAt": "2027-{{month:00}}-{{day:00}}T23:00:00Z" }"""));
}
