namespace Vemap.Integration.VkmPlans;

public sealed class AddVkmPlanVersionTests : PlansTest
{
    [Fact]
    public async Task A_new_version_takes_the_place_of_the_approved_one_and_voids_the_approval()
    {
        var (plan, tag) = await ApprovedAsync();
        var (file, _) = await UploadAsync();

        var (added, _) = await Manager.PostAsync($"{Plans}/{plan}/versions", new { fileId = file }, tag).TaggedAsync();

        Assert.Equal((2, "pending"), (added.GetProperty("currentVersion").GetInt32(), added.GetProperty("status").GetString()));
        var read = await ReadAsync(plan);
        Assert.Equal(["pending", "superseded"], Statuses(read, "versions"));
        Assert.Equal(["void"], Statuses(read, "closures"));
        Assert.Equal(1, read.GetProperty("closures")[0].GetProperty("approvedVersion").GetInt32());
    }

    [Fact]
    public async Task The_file_must_be_an_available_plan_of_the_project_that_no_plan_uses()
    {
        var (first, tag) = await AddPlanAsync();
        var used = (await ReadAsync(first.Id())).GetProperty("versions")[0].GetProperty("fileId").GetString();
        var (waiting, _) = await AnnounceAsync(Pdf());
        var path = $"{Plans}/{first.Id()}/versions";
        await Manager.PostAsync(path, new { fileId = used }, tag).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.file-used");
        await Manager.PostAsync(path, new { fileId = waiting.Id() }, tag).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.file-not-available");
        await Manager.PostAsync(path, new { fileId = NoId }, tag).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.not-a-plan-file");
    }

    [Fact]
    public async Task The_bytes_of_the_current_version_are_refused_until_it_is_withdrawn()
    {
        var bytes = Pdf("once");
        var (file, _) = await UploadAsync(bytes: bytes);
        var (plan, tag) = await Manager.PostAsync(Plans, Plan(file)).TaggedAsync();
        var (again, _) = await UploadAsync(bytes: bytes);
        await Manager.PostAsync($"{Plans}/{plan.Id()}/versions", new { fileId = again }, tag).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.same-bytes");

        var (_, withdrawn) = await Manager.ActAsync(HttpMethod.Post, $"{Plans}/{plan.Id()}/withdrawals", tag).TaggedAsync();
        var added = await Manager.PostAsync($"{Plans}/{plan.Id()}/versions", new { fileId = again }, withdrawn).BodyAsync();

        Assert.Equal((2, 0), (added.GetProperty("currentVersion").GetInt32(), added.GetProperty("identicalPlanIds").GetArrayLength()));
    }

    [Fact]
    public async Task A_version_with_the_bytes_of_another_plan_of_the_closure_carries_a_warning()
    {
        var bytes = Pdf("shared");
        var (other, _) = await Manager.PostAsync(Plans, Plan((await UploadAsync(bytes: bytes)).Id)).TaggedAsync();
        var (plan, tag) = await AddPlanAsync();

        var added = await Manager.PostAsync($"{Plans}/{plan.Id()}/versions", new { fileId = (await UploadAsync(bytes: bytes)).Id }, tag).BodyAsync();

        Assert.Equal([other.Id()], added.GetProperty("identicalPlanIds").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    public async Task A_malformed_body_or_version_is_refused()
    {
        var (plan, tag) = await AddPlanAsync();
        var path = $"{Plans}/{plan.Id()}/versions";
        await Manager.PostAsync(path, "{}", tag).InvalidAsync(("/fileId", "missing"));
        await Manager.PostAsync(path, new { fileId = NoId }).RefusedAsync((HttpStatusCode)428, "common.version-required");
        await Manager.PostAsync(path, new { fileId = NoId }, "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Fact]
    public async Task Other_roles_and_other_environments_are_refused()
    {
        var (plan, tag) = await AddPlanAsync();
        var other = await World.CreateAsync(World.Host);
        var path = $"{Plans}/{plan.Id()}/versions";
        await Stakeholder.PostAsync(path, new { fileId = NoId }, tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(path, new { fileId = NoId }, tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
