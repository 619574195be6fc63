using System.Text.Json.Nodes;

namespace Vemap.Integration.Closures;

public sealed class PlanClosureTests : ClosureTest
{
    [Fact]
    public async Task A_drafted_closure_is_found_at_its_Location()
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
    public Task A_stakeholder_is_refused_with_403() =>
        Stakeholder.PostAsync(Closures, Body()).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task Another_environment_is_not_found()
    {
        var other = await World.CreateAsync(World.Host);

        await other.Manager.PostAsync(Closures, Body()).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task All_faults_of_the_shape_are_listed_at_once() =>
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
    [InlineData("s100", "12.3", "\"14.1\"", "12.3", "14.1")]
    [InlineData("A9", "\"23.4a\"", "\"24.0B\"", "\"23.4a\"", "\"24B\"")]
    [InlineData("N201", "0", "9999", "0", "9999")]
    public async Task A_road_and_its_hectometers_are_shown_as_people_write_them(string road, string from, string to, string shownFrom, string shownTo)
    {
        var closure = await PlanAsync(body =>
        {
            body["roadNumber"] = road;
            body["hectometerFrom"] = JsonNode.Parse(from);
            body["hectometerTo"] = JsonNode.Parse(to);
        });

        var item = (await Manager.GetAsync(Closures).BodyAsync()).GetProperty("items")[0];
        foreach (var shown in (System.Text.Json.JsonElement[])[await GetAsync(closure), item])
            Assert.Equal((road, shownFrom, shownTo), (shown.GetProperty("roadNumber").GetString(), shown.GetProperty("hectometerFrom").GetRawText(), shown.GetProperty("hectometerTo").GetRawText()));
    }

    [Fact]
    public Task A_hectometer_has_one_letter_at_most() =>
        Manager.PostAsync(Closures, Body(body => body["hectometerFrom"] = "23.4ab")).InvalidAsync(("/hectometerFrom", "wrong-type"));

    [Fact]
    public async Task A_phase_without_an_end_is_closed_until_further_notice()
    {
        var closure = await PlanAsync(body => ((JsonObject)body["phases"]![0]!).Remove("endsAt"));

        var got = await GetAsync(closure);
        Assert.Equal((null, null, 1), (got.GetProperty("endsAt").GetString(), got.GetProperty("phases")[0].GetProperty("endsAt").GetString(), got.GetProperty("occurrenceCount").GetInt32()));
        var night = (await Manager.GetAsync($"{closure.Path}/occurrences").BodyAsync()).GetProperty("items")[0];
        Assert.Null(night.GetProperty("endsAt").GetString());
    }

    [Fact]
    public async Task Nights_without_an_end_are_planned_for_the_coming_year()
    {
        // Far away, so that the nights are counted from the start of the phase whenever this test runs.
        var phases = Nights("2090-01-02");
        phases[0]!["endsAt"] = null;
        var got = await GetAsync(await PlanAsync(body => body["phases"] = phases));

        Assert.Equal((null, "2091-01-03"), (got.GetProperty("endsAt").GetString(), got.GetProperty("phases")[0].GetProperty("plannedUntil").GetString()));
        Assert.Equal(263, got.GetProperty("occurrenceCount").GetInt32());
    }

    [Fact]
    public async Task A_window_lasts_a_weekend()
    {
        var phases = Nights("2027-03-19", "2027-03-26");
        phases[0]!["window"]!["weekdays"] = new JsonArray("friday");
        phases[0]!["window"]!["endsAfterDays"] = 3;
        var closure = await PlanAsync(body => body["phases"] = phases);

        var weekends = (await Manager.GetAsync($"{closure.Path}/occurrences").BodyAsync()).GetProperty("items");
        Assert.Equal(
            [("2027-03-19T20:00:00Z", "2027-03-22T04:00:00Z"), ("2027-03-26T20:00:00Z", "2027-03-29T03:00:00Z")],
            weekends.EnumerateArray().Select(weekend => (weekend.GetProperty("startsAt").GetString(), weekend.GetProperty("endsAt").GetString())));
        Assert.Equal(3, (await GetAsync(closure)).GetProperty("phases")[0].GetProperty("window").GetProperty("endsAfterDays").GetInt32());
    }

    [Theory]
    [InlineData("21:00:00", "05:00:00", 3, "overlaps-itself")]
    [InlineData("21:00:00", "05:00:00", 0, "ends-before-start")]
    [InlineData("21:00:00", "05:00:00", 8, "out-of-range")]
    public Task A_window_of_an_impossible_length_is_refused(string from, string to, int days, string code)
    {
        var phases = Nights();
        var window = phases[0]!["window"]!;
        (window["from"], window["to"], window["endsAfterDays"]) = (from, to, days);
        return Manager.PostAsync(Closures, Body(body => body["phases"] = phases)).InvalidAsync(("/phases/0/window/endsAfterDays", code));
    }

    [Fact]
    public async Task A_closure_has_up_to_a_hundred_phases()
    {
        JsonArray Phases(int count) => new([.. Enumerable.Range(1, count).Select(index => new JsonObject { ["startsAt"] = Now.AddDays(index), ["endsAt"] = Now.AddDays(index).AddHours(8) })]);
        var closure = await PlanAsync(body => body["phases"] = Phases(100));
        Assert.Equal(100, (await GetAsync(closure)).GetProperty("occurrenceCount").GetInt32());
        await Manager.PostAsync(Closures, Body(body => body["phases"] = Phases(101))).InvalidAsync(("/phases", "too-many"));
    }

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,53],[5,52],[4,53],[4,52]]]}""", "geometry", "crosses itself")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[5.5,53.5],[5,53],[4,53],[4,52]]]}""", "geometry", "spike")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,52]],[[6,52],[6.1,52],[6.1,52.1],[6,52]]]}""", "geometry", "outside")]
    [InlineData("""{"type":"LineString","coordinates":[[4.9,52.3],[4.9,52.3]]}""", "geometry", "no length")]
    [InlineData("""{"type":"Point","coordinates":[13.4,52.5]}""", "outside-area", "longitude 2.5 to 7.4")]
    [InlineData("""{"type":"Point","coordinates":[52.3,4.9]}""", "outside-area", "swapped")]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3],"crs":{"type":"name","properties":{"name":"EPSG:28992"}}}""", "geometry", "WGS 84")]
    public async Task An_impossible_place_is_refused_with_the_reason_for_closure_and_detour(string geometry, string code, string words)
    {
        var detour = new JsonObject { ["name"] = "A1", ["modes"] = new JsonArray("cars"), ["geometry"] = JsonNode.Parse(geometry) };
        using var answer = await Manager.PostAsync(Closures, Body(body =>
        {
            body["geometry"] = JsonNode.Parse(geometry);
            body["detours"] = new JsonArray(detour);
        }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal([("/detours/0/geometry", code), ("/geometry", code)], errors.Select(error => (error.GetProperty("pointer").GetString(), error.GetProperty("code").GetString())).Order());
        Assert.All(errors, error => Assert.Contains(words, error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Heights_a_bbox_and_a_crs_of_WGS_84_are_accepted_and_not_kept()
    {
        var closure = await PlanAsync(body => body["geometry"] = JsonNode.Parse("""
            {"type":"Point","bbox":[4.9,52.3,4.9,52.3],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"coordinates":[4.9,52.3,-2.5]}
            """));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"type":"Point","coordinates":[4.9,52.3]}"""), JsonNode.Parse((await GetAsync(closure)).GetProperty("geometry").GetRawText())));
    }

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
        var small = Tiny.Replace("20000", "90", StringComparison.Ordinal);
        await Manager.PostAsync(Closures, Body(body => body["geometry"] = JsonNode.Parse(small))).InvalidAsync(("/geometry", "outside-area"));
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
    public Task All_faults_of_the_values_are_listed_at_once() =>
        Manager.PostAsync(Closures, Body(body =>
        {
            body["title"] = "";
            body["roadNumber"] = "9A";
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
            ("/hectometerFrom", "out-of-range"),
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
