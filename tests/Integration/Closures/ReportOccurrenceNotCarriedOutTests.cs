using System.Net;
using Vemap.Integration.Common;

namespace Vemap.Integration.Closures;

public sealed class ReportOccurrenceNotCarriedOutTests : OccurrenceReportTests
{
    protected override string Report => "non-executions";

    protected override object? RightBody => new { reason = "Frost" };

    [Fact]
    public async Task A_night_that_was_not_carried_out_keeps_its_reason()
    {
        var closure = await ConfirmedAsync();
        Assert.Equal("not-carried-out", (await ReportAsync(closure, Manager, Report, RightBody)).GetProperty("status").GetString());
        var nights = await Manager.GetAsync($"{closure.Path}/occurrences").BodyAsync();
        Assert.Equal("Frost", nights.GetProperty("items")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task What_goes_on_is_carried_out()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        await TryAsync(closure, Manager, Report, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-step-not-possible");
    }

    [Fact]
    public async Task A_reason_is_needed() => await TryAsync(await ConfirmedAsync(), Manager, Report, new { reason = "" }).InvalidAsync(("/reason", "not-empty"));
}
