namespace Vemap.Integration.Closures;

public sealed class EndOccurrenceTests : OccurrenceReportTests
{
    protected override string Report => "ends";

    [Fact]
    public async Task What_was_started_is_ended()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        Assert.Equal("ended", (await ReportAsync(closure, Manager, Report, new { })).GetProperty("status").GetString());
        Assert.Equal("ended", (await GetAsync(closure)).GetProperty("liveStatus").GetString());
    }

    [Fact]
    public async Task What_was_not_started_is_not_ended() =>
        await TryAsync(await ConfirmedAsync(), Manager, Report, new { }).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-step-not-possible");

    [Fact]
    public async Task The_end_lies_after_the_start_and_not_in_the_future()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        await TryAsync(closure, Manager, Report, new { at = Now.AddHours(-2) }).RefusedAsync(HttpStatusCode.Conflict, "closures.ends-before-start");
        await TryAsync(closure, Manager, Report, new { at = Now.AddHours(2) }).RefusedAsync(HttpStatusCode.Conflict, "closures.in-the-future");
    }
}
