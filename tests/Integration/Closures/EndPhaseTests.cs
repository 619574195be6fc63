namespace Vemap.Integration.Closures;

public sealed class EndPhaseTests : ClosureChangeTest
{
    [Fact]
    public async Task The_end_of_an_open_ended_phase_is_set_also_once_the_closure_is_confirmed()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = OpenEnded());
        var phase = (await GetAsync(closure)).GetProperty("phases")[0].Id();

        var (ended, etag) = await Manager.PutAsync($"{closure.Path}/phases/{phase}/end", new { endsAt = "2027-03-12T12:00:00Z" }, closure.ETag).TaggedAsync();

        var got = await GetAsync(closure);
        Assert.Equal((2, "2027-03-12T12:00:00Z"), (ended.GetProperty("contentVersion").GetInt32(), ended.GetProperty("endsAt").GetString()));
        Assert.Equal((5, etag), (got.GetProperty("occurrenceCount").GetInt32(), $"\"v{got.GetProperty("version").GetInt32()}\""));
        Assert.Equal("2027-03-13T04:00:00Z", got.GetProperty("endsAt").GetString());
        var change = (await Manager.GetAsync($"{closure.Path}/versions").BodyAsync()).GetProperty("items")[0].GetProperty("difference")[0];
        Assert.Equal("phases", change.GetProperty("field").GetString());
        Assert.Contains("\"endsAt\":null", change.GetProperty("before").GetString());
    }

    [Fact]
    public async Task A_phase_that_has_an_end_keeps_it()
    {
        var closure = await PlanAsync();
        var phase = (await GetAsync(closure)).GetProperty("phases")[0].Id();
        await Manager.PutAsync($"{closure.Path}/phases/{phase}/end", new { endsAt = "2090-01-01T00:00:00Z" }, closure.ETag)
            .RefusedAsync(HttpStatusCode.Conflict, "closures.phase-has-end");
    }

    [Fact]
    public async Task An_end_lies_after_the_start_of_the_phase()
    {
        var closure = await PlanAsync(body => body["phases"] = OpenEnded());
        var phase = (await GetAsync(closure)).GetProperty("phases")[0].Id();
        Task<HttpResponseMessage> EndAsync(object body, string? of = null) => Manager.PutAsync($"{closure.Path}/phases/{of ?? phase}/end", body, closure.ETag);
        await EndAsync(new { endsAt = "2027-03-07T12:00:00Z" }).RefusedAsync(HttpStatusCode.Conflict, "closures.phase-ends-before-start");
        await EndAsync(new { endsAt = "2127-03-07T12:00:00.5Z" }).InvalidAsync(("/endsAt", "out-of-range"), ("/endsAt", "whole-seconds"));
        await EndAsync(new { }).InvalidAsync(("/endsAt", "missing"));
        await EndAsync(new { endsAt = "2027-03-12T12:00:00Z" }, of: closure.Id).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task An_occurrence_without_a_planned_end_does_not_overrun()
    {
        var closure = await ConfirmedAsync(body => ((System.Text.Json.Nodes.JsonObject)body["phases"]![0]!).Remove("endsAt"));
        var night = await closure.NightAsync(Manager);
        await closure.TakeAsync(Manager, $"occurrences/{night}/starts", new { });
        await closure.TryAsync(Manager, $"occurrences/{night}/overruns", new { expectedEnd = Now.AddDays(3) })
            .RefusedAsync(HttpStatusCode.Conflict, "closures.no-planned-end");
        Assert.Equal("started", (await GetAsync(closure)).GetProperty("liveStatus").GetString());
    }

    // A phase that does not exist: what every change has in common is checked before the phase is looked for.
    protected override Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? etag) =>
        client.PutAsync($"{path}/phases/0198a000-0000-7000-8000-000000000000/end", new { endsAt = "2027-03-12T12:00:00Z" }, etag);

    private static System.Text.Json.Nodes.JsonArray OpenEnded()
    {
        var phases = Nights("2027-03-08");
        phases[0]!["endsAt"] = null;
        return phases;
    }
}
