namespace Vemap.Integration.VkmPlans;

public sealed class ListApprovedPlansTests : PlansTest
{
    private string Approved => Path($"projects/{Project}/closures/{Closure}/approved-plans");

    [Fact]
    public async Task Only_the_version_that_is_approved_now_is_listed()
    {
        var (plan, tag) = await ApprovedAsync();
        var listed = (await Manager.GetAsync(Approved).BodyAsync()).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((plan, 1), (listed.GetProperty("planId").GetString(), listed.GetProperty("planVersion").GetInt32()));

        var (next, _) = await UploadAsync();
        await Manager.PostAsync($"{Plans}/{plan}/versions", new { fileId = next }, tag).TaggedAsync();

        Assert.Equal(0, (await Manager.GetAsync(Approved).BodyAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_stakeholder_who_was_informed_of_the_closure_sees_its_plan_and_nothing_else_of_the_project()
    {
        var (plan, _) = await ApprovedAsync();
        var (untold, _) = await World.MemberAsync(Domain.Users.Role.Stakeholder);
        await World.InformAsync(Project, Closure);

        await untold.GetAsync(Approved).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        Assert.Equal([plan], (await Stakeholder.GetAsync(Approved).BodyAsync()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("planId").GetString()));
        Assert.Contains("/store/", (await Stakeholder.GetAsync($"{Approved}/{plan}/download").BodyAsync()).GetProperty("url").GetString());
        await Stakeholder.GetAsync($"{Plans}/{plan}").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }

    [Fact]
    public async Task A_blocked_plan_stays_listed_as_blocked()
    {
        var (plan, _) = await ApprovedAsync();
        Assert.Equal("available", await FileStatusAsync());
        var read = await ReadAsync(plan);
        var file = $"{Files}/{read.GetProperty("versions")[0].GetProperty("fileId").GetString()}";
        await Organisation.PostAsync($"{file}/blocks", new { reason = "Virus" }, await Organisation.ETagAsync(file)).BodyAsync();

        Assert.Equal("blocked", await FileStatusAsync());
    }

    private async Task<string?> FileStatusAsync() =>
        (await Manager.GetAsync(Approved).BodyAsync()).GetProperty("items").EnumerateArray().Single().GetProperty("fileStatus").GetString();

    [Fact]
    public async Task Others_do_not_see_the_closure()
    {
        var other = await World.CreateAsync(World.Host);
        var (colleague, _) = await World.MemberAsync(Domain.Users.Role.Manager);

        await other.Organisation.GetAsync(Approved).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await colleague.GetAsync(Approved).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
