using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vemap.Integration.Closures;

/// <summary>What the reports about a night have in common.</summary>
public abstract class OccurrenceReportTests : ClosureChangeTest
{
    protected abstract string Report { get; }

    protected virtual object? RightBody => new { };

    protected override async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? etag)
    {
        var page = await Organisation.GetAsync($"{path}/occurrences");
        var night = page.IsSuccessStatusCode ? (await Task.FromResult(page).BodyAsync()).GetProperty("items")[0].Id() : "0198a000-0000-7000-8000-000000000000";
        return await client.SendAsync(HttpMethod.Post, $"{path}/occurrences/{night}/{Report}", RightBody, etag);
    }

    protected static async Task<JsonElement> ReportAsync(Planned closure, HttpClient client, string report, object? body = null) =>
        await closure.TakeAsync(client, $"occurrences/{await closure.NightAsync(client)}/{report}", body);

    protected static async Task<HttpResponseMessage> TryAsync(Planned closure, HttpClient client, string report, object? body = null) =>
        await closure.TryAsync(client, $"occurrences/{await closure.NightAsync(client)}/{report}", body);

    protected static JsonArray Tomorrow() => new(new JsonObject { ["startsAt"] = Now.AddHours(24), ["endsAt"] = Now.AddHours(30) });

    [Fact]
    public async Task Only_a_confirmed_closure_is_carried_out() =>
        await TryAsync(await PlanAsync(), Manager, Report, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.not-confirmed");

    [Fact]
    public async Task A_night_that_is_not_one_of_the_closures_does_not_exist() =>
        await (await ConfirmedAsync()).TryAsync(Manager, $"occurrences/0198a000-0000-7000-8000-000000000000/{Report}", RightBody).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
}
