using System.Text.Json.Nodes;

namespace Vemap.Integration.Closures;

/// <summary>Both lists answer alike: that of a closure and that of the environment.</summary>
public abstract class OccurrenceListTests : ClosureTest
{
    protected abstract string List(Planned closure);

    [Fact]
    public async Task Nights_come_by_their_start_over_pages()
    {
        var closure = await PlanAsync(body => body["phases"] = Nights());

        var days = new List<string>();
        for (var path = $"{List(closure)}?limit=4"; path is not null;)
        {
            using var answer = await Manager.GetAsync(path);
            days.AddRange((await Task.FromResult(answer).BodyAsync()).GetProperty("items").EnumerateArray().Select(night => night.GetProperty("day").GetString()!));
            path = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal((10, "2027-01-04", "2027-01-15"), (days.Count, days[0], days[^1]));
        Assert.Equal(days.Order(), days);
    }

    [Theory]
    [InlineData("from=2027-01-14T00:00:00Z", 3)]
    [InlineData("to=2027-01-05T00:00:00Z", 1)]
    [InlineData("from=2027-01-05T04:00:00Z&to=2027-01-05T20:00:00Z", 0)]
    public async Task A_window_chooses_what_overlaps_it(string query, int expected)
    {
        var closure = await PlanAsync(body => body["phases"] = Nights());
        var page = await Manager.GetAsync($"{List(closure)}?{query}").BodyAsync();
        Assert.Equal(expected, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_past_night_of_a_confirmed_closure_that_nobody_started_is_not_reported()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = new JsonArray(new JsonObject { ["startsAt"] = Now.AddDays(-2), ["endsAt"] = Now.AddDays(-1) }));
        var night = (await Manager.GetAsync(List(closure)).BodyAsync()).GetProperty("items")[0];
        Assert.Equal(("not-reported", closure.Number, closure.ETag), (night.GetProperty("status").GetString(), night.GetProperty("closureNumber").GetString(), $"\"v{night.GetProperty("closureVersion").GetInt32()}\""));
    }

    [Fact]
    public async Task The_states_of_now_choose_among_the_nights()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = Hours((-40, -30), (-9, -3), (-1, 5), (24, 30)));
        var nights = (await Manager.GetAsync($"{closure.Path}/occurrences").BodyAsync()).GetProperty("items").EnumerateArray().Select(night => night.Id()).ToList();
        await closure.TakeAsync(Manager, $"occurrences/{nights[1]}/starts", new { at = Now.AddHours(-9) });
        await closure.TakeAsync(Manager, $"occurrences/{nights[2]}/starts", new { });
        var draft = await PlanAsync(body => body["phases"] = Hours((-50, -45)));

        foreach (var (status, expected) in ((string, int[])[])[
            ("not-reported", [0]), ("overrunning", [1]), ("started", [2]), ("planned", [3]), ("ended", []), ("overrunning,started", [1, 2]), ("planned,not-reported,ended", [0, 3]),
            ("planned,started,overrunning,not-reported", [0, 1, 2, 3])])
        {
            var page = await Manager.GetAsync($"{List(closure)}?status={status}").BodyAsync();
            Assert.Equal(expected.Select(index => nights[index]), page.GetProperty("items").EnumerateArray().Where(night => night.GetProperty("closureId").GetString() == closure.Id).Select(night => night.Id()));
        }

        // A past night of what was never confirmed is planned still.
        Assert.Equal(1, (await Manager.GetAsync($"{draft.Path}/occurrences?status=planned").BodyAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await Manager.GetAsync($"{draft.Path}/occurrences?status=not-reported").BodyAsync()).GetProperty("items").GetArrayLength());

        // An overrun that was told is one before its planned end.
        await closure.TakeAsync(Manager, $"occurrences/{nights[2]}/overruns", new { expectedEnd = Now.AddHours(8) });
        Assert.Equal(0, (await Manager.GetAsync($"{List(closure)}?status=started").BodyAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task An_occurrence_without_an_end_overlaps_later_windows_until_it_is_reported_ended()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = new JsonArray(
            new JsonObject { ["startsAt"] = Now.AddDays(-40), ["endsAt"] = Now.AddDays(-39) },
            new JsonObject { ["startsAt"] = Now.AddDays(-30) }));
        async Task<IEnumerable<string>> AfterAsync(DateTimeOffset from) =>
            (await Manager.GetAsync($"{List(closure)}?from={from:yyyy-MM-ddTHH:mm:ssZ}").BodyAsync()).GetProperty("items").EnumerateArray().Select(night => night.Id());
        var open = Assert.Single(await AfterAsync(Now.AddYears(10)));
        Assert.Equal(2, (await AfterAsync(Now.AddDays(-40))).Count());

        await closure.TakeAsync(Manager, $"occurrences/{open}/starts", new { at = Now.AddDays(-30) });
        Assert.Equal([open], await AfterAsync(Now));
        await closure.TakeAsync(Manager, $"occurrences/{open}/ends", new { at = Now.AddDays(-10) });
        Assert.Empty(await AfterAsync(Now.AddDays(-9)));
        Assert.Equal([open], await AfterAsync(Now.AddDays(-11)));
        Assert.Equal(Now.AddDays(-10), (await GetAsync(closure)).GetProperty("endsAt").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("limit=0", "?limit", "out-of-range")]
    [InlineData("cursor=abc", "?cursor", "unknown-cursor")]
    [InlineData("status=over", "?status", "unknown-value")]
    [InlineData("status=planned,over", "?status", "unknown-value")]
    [InlineData("from=yesterday", "?from", "wrong-form")]
    [InlineData("from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z", "?to", "ends-before-start")]
    public async Task A_wrong_query_is_refused(string query, string pointer, string code) =>
        await Manager.GetAsync($"{List(await PlanAsync())}?{query}").InvalidAsync((pointer, code));

    [Fact]
    public async Task Another_environment_is_not_found()
    {
        var list = List(await PlanAsync());
        var other = await World.CreateAsync(World.Host);
        await other.Organisation.GetAsync(list).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
