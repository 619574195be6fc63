namespace Vemap.Integration.Closures;

public sealed class ReportOverrunTests : OccurrenceReportTests
{
    protected override string Report => "overruns";

    protected override object? RightBody => new { expectedEnd = Now.AddHours(8) };

    [Fact]
    public async Task What_goes_on_is_expected_to_end_later()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        Assert.Equal("overrunning", (await ReportAsync(closure, Manager, Report, RightBody)).GetProperty("status").GetString());
    }

    // Over by its plan, and still going on.
    private async Task<Planned> StartedLateAsync()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["startsAt"] = Now.AddHours(-9), ["endsAt"] = Now.AddHours(-3) }));
        await ReportAsync(closure, Manager, "starts", new { at = Now.AddHours(-9) });
        return closure;
    }

    [Fact]
    public async Task Later_means_after_the_planned_end_of_what_was_started()
    {
        var closure = await ConfirmedAsync();
        await TryAsync(closure, Manager, Report, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-step-not-possible");
        await ReportAsync(closure, Manager, "starts", new { });
        await TryAsync(closure, Manager, Report, new { expectedEnd = Now.AddHours(1) }).RefusedAsync(HttpStatusCode.Conflict, "closures.expected-end-too-early");
        await TryAsync(await StartedLateAsync(), Manager, Report, new { expectedEnd = Now.AddHours(-1) }).RefusedAsync(HttpStatusCode.Conflict, "closures.expected-end-too-early");
        await TryAsync(closure, Manager, Report, new { }).InvalidAsync(("/expectedEnd", "missing"));
    }
}
