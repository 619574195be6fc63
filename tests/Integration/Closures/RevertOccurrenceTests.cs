using System.Net;
using System.Text.Json.Nodes;
using Vemap.Integration.Common;

namespace Vemap.Integration.Closures;

public sealed class RevertOccurrenceTests : OccurrenceReportTests
{
    protected override string Report => "reversals";

    protected override object? RightBody => null;

    [Fact]
    public async Task An_end_and_then_the_start_are_taken_back()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        await ReportAsync(closure, Manager, "ends", new { });
        Assert.Equal("started", (await ReportAsync(closure, Manager, Report)).GetProperty("status").GetString());
        Assert.Equal("planned", (await ReportAsync(closure, Manager, Report)).GetProperty("status").GetString());
        await TryAsync(closure, Manager, Report).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-step-not-possible");
    }

    [Fact]
    public async Task After_a_day_it_stays()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = new JsonArray(new JsonObject { ["startsAt"] = Now.AddDays(-3), ["endsAt"] = Now.AddDays(3) }));
        await ReportAsync(closure, Manager, "starts", new { at = Now.AddDays(-2) });
        await TryAsync(closure, Manager, Report).RefusedAsync(HttpStatusCode.Conflict, "closures.too-late-to-revert");
    }
}
