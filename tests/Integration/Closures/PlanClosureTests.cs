using System.Text.Json.Nodes;

namespace Vemap.Integration.Closures;

public sealed class PlanClosureTests : ClosureTest
{
    [Fact]
    public async Task A_manager_drafts_a_closure_and_finds_it_where_Location_says()
    {
        using var made = await Manager.PostAsync(Closures, Body());

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("\"v1\"", made.Headers.ETag!.ToString());
        var closure = await Manager.GetAsync(made.Headers.Location).BodyAsync();
        Assert.Equal("draft", closure.GetProperty("status").GetString());
        Assert.Equal("Deck of the bridge", closure.GetProperty("title").GetString());
        Assert.EndsWith("-0001", closure.GetProperty("number").GetString());
        Assert.Equal(1, closure.GetProperty("contentVersion").GetInt32());
    }

    [Fact]
    public async Task Occurrences_and_the_window_follow_from_the_phases()
    {
        var closure = await PlanAsync(body => body["phases"] = Nights());

        var got = await GetAsync(closure);
        Assert.Equal(10, got.GetProperty("occurrenceCount").GetInt32());
        Assert.Equal("2027-01-04T20:00:00Z", got.GetProperty("startsAt").GetString());
        Assert.Equal("2027-01-16T04:00:00Z", got.GetProperty("endsAt").GetString());
    }

    [Fact]
    public async Task Numbers_count_up_in_the_environment_also_for_a_planner_who_sees_one_project()
    {
        var first = await PlanAsync();
        var elsewhere = await World.ProjectAsync("OTHER", member: World.OrganisationId);
        var second = await Organisation.PostAsync(Path($"projects/{elsewhere}/closures"), Body()).BodyAsync(HttpStatusCode.Created);
        var third = await PlanAsync();

        Assert.EndsWith("-0001", first.Number);
        Assert.EndsWith("-0002", second.GetProperty("number").GetString());
        Assert.EndsWith("-0003", third.Number);
    }

    [Fact]
    public async Task Numbers_have_neither_gap_nor_double_when_many_plan_at_once()
    {
        var planned = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PlanAsync()));

        Assert.Equal(Enumerable.Range(1, 12), planned.Select(closure => int.Parse(closure.Number[5..])).Order());
    }

    [Fact]
    public async Task The_phases_must_leave_something_to_do()
    {
        await Manager.PostAsync(Closures, Body(body => body["phases"] = Nights("2027-01-02", "2027-01-03"))).RefusedAsync(HttpStatusCode.Conflict, "closures.no-occurrence");
        await Manager.PostAsync(Closures, Body(body => body["phases"] = Nights("2027-01-01", "2033-01-01"))).RefusedAsync(HttpStatusCode.Conflict, "closures.too-many-occurrences");
    }

    [Fact]
    public Task The_contractor_is_one_of_the_projects() =>
        Manager.PostAsync(Closures, Body(body => body["contractorId"] = "0198a000-0000-7000-8000-000000000000")).RefusedAsync(HttpStatusCode.Conflict, "closures.unknown-contractor");

    [Fact]
    public async Task Parts_of_a_new_closure_have_no_ids_yet()
    {
        await Manager.PostAsync(Closures, Body(body => body["phases"] = Nights(id: "0198a000-0000-7000-8000-000000000000"))).RefusedAsync(HttpStatusCode.Conflict, "closures.unknown-phase");
        await Manager.PostAsync(Closures, Body(body => body["detours"] = JsonNode.Parse(
            """[{ "id": "0198a000-0000-7000-8000-000000000000", "name": "A1", "modes": ["cars"], "geometry": { "type": "Point", "coordinates": [5, 52] } }]""")))
            .RefusedAsync(HttpStatusCode.Conflict, "closures.unknown-detour");
    }

    [Fact]
    public async Task Nothing_is_planned_in_an_archived_project()
    {
        await ArchiveAsync();

        await Manager.PostAsync(Closures, Body()).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task A_manager_plans_in_own_projects_only()
    {
        var elsewhere = await World.ProjectAsync("OTHER", member: World.OrganisationId);

        await Manager.PostAsync(Path($"projects/{elsewhere}/closures"), Body()).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task A_stakeholder_may_not() =>
        Stakeholder.PostAsync(Closures, Body()).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task Anothers_environment_does_not_exist()
    {
        var other = await World.CreateAsync(World.Host);

        await other.Manager.PostAsync(Closures, Body()).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task All_faults_of_the_shape_are_told_at_once() =>
        Manager.PostAsync(Closures, """{ "title": null, "geometry": {}, "phases": [{ "startsAt": "2027-01-04T21:00:00", "endsAt": "2027-01-05T05:00:00Z" }], "measures": [], "side": "middle", "id": 1 }""").InvalidAsync(
            ("/title", "null"), ("/place", "missing"), ("/phases/0/startsAt", "wrong-type"), ("/side", "wrong-type"), ("/id", "unknown-property"));

    [Fact]
    public Task A_line_break_is_no_part_of_a_road_or_phone_number() =>
        Manager.PostAsync(Closures, Body(body =>
        {
            body["roadNumber"] = "N201\n";
            body["contacts"]![0]!["phone"] = "+31 20 555 01 23\n";
        })).InvalidAsync(("/roadNumber", "road-number"), ("/contacts/0/phone", "phone"));

    [Theory]
    [InlineData("2027-01-04T20:00:00.0000001Z", "2027-01-04T20:00:00.0000002Z")]
    [InlineData("2027-01-04T20:00:00.5Z", "2027-01-05T04:00:00.25Z")]
    public Task A_phase_has_no_fractions_of_a_second(string start, string end) =>
        Manager.PostAsync(Closures, Body(body => body["phases"] = new JsonArray(new JsonObject { ["startsAt"] = start, ["endsAt"] = end })))
            .InvalidAsync(("/phases/0/startsAt", "whole-seconds"), ("/phases/0/endsAt", "whole-seconds"));

    [Theory]
    [InlineData("2027-03-10T05:00:00+01:00", true)]
    [InlineData("2027-03-10T00:00:01+01:00", true)]
    [InlineData("2027-03-10T00:00:00+01:00", false)]
    [InlineData("2027-03-10T12:00:00+01:00", false)]
    [InlineData("2027-03-10T21:00:00+01:00", false)]
    public async Task A_phase_of_nights_does_not_end_in_one(string end, bool refused)
    {
        var phase = Nights("2027-03-09", "2027-03-10");
        phase[0]!["endsAt"] = end;
        var answer = Manager.PostAsync(Closures, Body(body => body["phases"] = phase));
        if (refused) await answer.InvalidAsync(("/phases/0/endsAt", "ends-in-the-night"));
        else await answer.BodyAsync(HttpStatusCode.Created);
    }

    // Nothing to a double, and too much for the database.
    [Fact]
    public async Task A_coordinate_that_the_database_cannot_keep_is_refused()
    {
        const string Tiny = """{"type":"Point","coordinates":[1e-20000,52.3]}""";
        await Manager.PostAsync(Closures, Body(body => body["geometry"] = JsonNode.Parse(Tiny))).InvalidAsync(("/geometry", "geometry"));
        await Manager.PostAsync(Closures, Body(body => body["detours"] = JsonNode.Parse($$"""[{ "name": "A1", "modes": ["cars"], "geometry": {{Tiny}} }]"""))).InvalidAsync(("/detours/0/geometry", "geometry"));
        await Manager.PostAsync(Closures, Body(body => body["geometry"] = JsonNode.Parse(Tiny.Replace("20000", "90", StringComparison.Ordinal)))).BodyAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("monday, tuesday")]
    [InlineData("FRIDAY")]
    [InlineData(" monday ")]
    public Task A_weekday_has_one_name(string day)
    {
        var phase = Nights("2027-03-09", "2027-03-12");
        phase[0]!["window"]!["weekdays"] = new JsonArray(day);
        return Manager.PostAsync(Closures, Body(body => body["phases"] = phase)).InvalidAsync(("/phases/0/window/weekdays/0", "wrong-type"));
    }

    [Fact]
    public Task What_contradicts_itself_is_refused()
    {
        var (one, same, other) = (Nights("2027-03-09", "2027-03-12")[0]!, Nights("2027-03-09", "2027-03-12")[0]!, Nights("2027-03-09", "2027-03-12")[0]!);
        same["name"] = "Once more";
        other["window"]!["exceptions"] = new JsonArray("2027-03-08", "2027-03-09", "2027-03-12", "2027-03-13");
        return Manager.PostAsync(Closures, Body(body =>
        {
            body.Remove("hectometerFrom");
            body["hectometerTo"] = 13.1;
            body["phases"] = new JsonArray(one.DeepClone(), same.DeepClone(), other.DeepClone());
        })).InvalidAsync(("/hectometerFrom", "missing"), ("/phases", "doubled"), ("/phases/2/window/exceptions/0", "outside-phase"), ("/phases/2/window/exceptions/3", "outside-phase"));
    }

    [Fact]
    public Task All_faults_of_the_values_are_told_at_once() =>
        Manager.PostAsync(Closures, Body(body =>
        {
            body["title"] = "";
            body["roadNumber"] = "a9";
            body["hectometerFrom"] = -1;
            body["geometry"] = JsonNode.Parse("""{"type":"Point","coordinates":[121000,487000]}""");
            body["phases"] = JsonNode.Parse("""[{ "startsAt": "2027-01-05T21:00:00Z", "endsAt": "2027-01-04T21:00:00Z", "window": { "from": "21:00:00", "to": "21:00:00" } }, { "startsAt": "1990-01-05T21:00:00Z", "endsAt": "2027-01-04T21:00:30Z", "window": { "from": "21:00:30", "to": "05:00:00" } }]""");
            body["measures"]![0]!["kind"] = "speed";
            body["measures"]![0]!["modes"] = new JsonArray();
            body["contacts"]![0]!["phone"] = "call me";
            body["hindrance"] = new JsonObject { ["scheme"] = "ndw-category", ["value"] = "F" };
            body["noPlanReason"] = " ";
        })).InvalidAsync(
            ("/title", "not-empty"),
            ("/roadNumber", "road-number"),
            ("/hectometerFrom", "inclusive-between"),
            ("/geometry", "geometry"),
            ("/phases/0/endsAt", "ends-before-start"),
            ("/phases/0/window/to", "no-length"),
            ("/phases/1/startsAt", "out-of-range"),
            ("/phases/1/window/from", "whole-minutes"),
            ("/measures/0/value", "value-missing"),
            ("/measures/0/modes", "not-empty"),
            ("/contacts/0/phone", "phone"),
            ("/hindrance", "hindrance-value"),
            ("/noPlanReason", "not-empty"));
}
