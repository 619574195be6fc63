namespace Vemap.Integration.Closures;

public sealed class ConfirmClosureTests : PlanningStepTests
{
    protected override string Step => "confirmations";

    protected override (HttpStatusCode Status, string Code) ForOutsiders => (HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task The_road_authority_confirms_a_closure_that_needs_no_plan()
    {
        var closure = await SubmittedAsync();
        Assert.Equal("confirmed", (await closure.TakeAsync(Organisation, Step)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task It_is_confirmed_by_an_approved_plan_which_names_the_content()
    {
        var (closure, plan, _) = await ConfirmedByPlanAsync();
        var got = await GetAsync(closure);
        Assert.Equal(("confirmed", true, 1, false), (got.GetProperty("status").GetString(), got.GetProperty("planIsApproved").GetBoolean(), got.GetProperty("approvedContentVersion").GetInt32(), got.GetProperty("contentChangedSinceApproval").GetBoolean()));

        (_, closure.ETag) = await Manager.PutAsync($"{closure.Path}/public-information", new { publicText = "Other", contacts = new[] { new { kind = "on-site", name = "K. Bakker", phone = "14020" } } }, closure.ETag).TaggedAsync();

        Assert.True((await GetAsync(closure)).GetProperty("contentChangedSinceApproval").GetBoolean());
        var covered = (await Manager.GetAsync(plan).BodyAsync()).GetProperty("closures")[0];
        Assert.Equal((1, true), (covered.GetProperty("approvedContentVersion").GetInt32(), covered.GetProperty("contentChangedSinceApproval").GetBoolean()));
    }

    [Fact]
    public async Task Content_that_changed_after_approval_is_confirmed_only_by_its_acknowledged_version()
    {
        var closure = await SubmittedAsync(body => body.Remove("noPlanReason"));
        await ApprovedPlanAsync(closure);
        (_, closure.ETag) = await Manager.PutAsync($"{closure.Path}/public-information", new { publicText = "Other", contacts = new[] { new { kind = "on-site", name = "K. Bakker", phone = "14020" } } }, closure.ETag).TaggedAsync();

        await closure.TryAsync(Organisation, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.content-changed");
        await closure.TryAsync(Organisation, Step, new { }).RefusedAsync(HttpStatusCode.Conflict, "closures.content-changed");
        await closure.TryAsync(Organisation, Step, new { acknowledgedContentVersion = 1 }).RefusedAsync(HttpStatusCode.Conflict, "closures.content-changed");

        Assert.Equal("confirmed", (await closure.TakeAsync(Organisation, Step, new { acknowledgedContentVersion = 2 })).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_body_can_be_left_out_but_must_be_right()
    {
        var closure = await SubmittedAsync();
        await closure.TryAsync(Organisation, Step, new { acknowledgedContentVersion = 0 }).InvalidAsync(("/acknowledgedContentVersion", "out-of-range"));
        await closure.TryAsync(Organisation, Step, new { acknowledged = true }).InvalidAsync(("/acknowledged", "unknown-property"));
        using var plain = new HttpRequestMessage(HttpMethod.Post, $"{closure.Path}/{Step}") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "text/plain") };
        plain.Headers.TryAddWithoutValidation("If-Match", closure.ETag);
        await Organisation.SendAsync(plain).RefusedAsync(HttpStatusCode.UnsupportedMediaType, "http.not-json");
    }

    [Fact]
    public async Task An_approval_that_a_new_version_took_away_confirms_nothing()
    {
        var closure = await SubmittedAsync(body => body.Remove("noPlanReason"));
        var (plan, tag) = await ApprovedPlanAsync(closure);
        await AddPlanVersionAsync(closure, plan, tag);
        await closure.TryAsync(Organisation, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.no-approved-plan");
    }

    [Fact]
    public async Task A_plan_that_nobody_can_read_confirms_nothing()
    {
        var closure = await SubmittedAsync(body => body.Remove("noPlanReason"));
        var (plan, _) = await ApprovedPlanAsync(closure);
        var file = $"{closure.Path}/files/{(await Manager.GetAsync(plan).BodyAsync()).GetProperty("versions")[0].GetProperty("fileId").GetString()}";
        var (_, blocked) = await Organisation.PostAsync($"{file}/blocks", new { reason = "Virus" }, await Organisation.ETagAsync(file)).TaggedAsync();
        var refusal = await closure.TryAsync(Organisation, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.no-approved-plan");
        Assert.Contains("blocked", refusal.GetProperty("detail").GetString());

        await Organisation.ActAsync(HttpMethod.Post, $"{file}/releases", blocked).BodyAsync();
        Assert.Equal("confirmed", (await closure.TakeAsync(Organisation, Step)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_an_approved_plan_or_a_reason_it_is_not_confirmed()
    {
        var closure = await SubmittedAsync(body => body.Remove("noPlanReason"));
        await closure.TryAsync(Organisation, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.no-approved-plan");
    }

    [Fact]
    public async Task Only_the_road_authority_may() =>
        await (await SubmittedAsync()).TryAsync(Manager, Step).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task A_draft_is_submitted_first() =>
        await (await PlanAsync()).TryAsync(Organisation, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.step-not-possible");
}
