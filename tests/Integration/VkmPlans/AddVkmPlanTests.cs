using System.Text.Json;

namespace Vemap.Integration.VkmPlans;

public sealed class AddVkmPlanTests : PlansTest
{
    [Fact]
    public async Task A_plan_waits_for_review_with_its_first_version()
    {
        var (plan, tag) = await AddPlanAsync();

        Assert.Equal(("\"v1\"", 1, "pending"), (tag, plan.GetProperty("currentVersion").GetInt32(), plan.GetProperty("status").GetString()));
        var read = await ReadAsync(plan.Id());
        Assert.True(read.GetProperty("awaitsReview").GetBoolean());
        Assert.Equal(["awaiting-review"], Statuses(read, "closures"));
    }

    [Fact]
    public async Task The_file_must_be_an_available_plan_of_the_project_that_no_plan_uses()
    {
        var (waiting, _) = await AnnounceAsync(Pdf());
        var (support, _) = await UploadAsync(kind: "support-file");
        var (used, _) = await UploadAsync();
        (await Manager.PostAsync(Plans, Plan(used))).EnsureSuccessStatusCode();

        await Manager.PostAsync(Plans, Plan(waiting.Id())).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.file-not-available");
        await Manager.PostAsync(Plans, Plan(support)).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.not-a-plan-file");
        await Manager.PostAsync(Plans, Plan(NoId)).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.not-a-plan-file");
        await Manager.PostAsync(Plans, Plan(used)).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.file-used");
    }

    [Fact]
    public async Task A_second_plan_of_the_same_closures_with_the_same_bytes_carries_a_warning()
    {
        var bytes = Pdf("shared");
        var elsewhere = await AddClosureAsync("2026-0002");
        var first = await Manager.PostAsync(Plans, Plan((await UploadAsync(bytes: bytes)).Id)).BodyAsync(HttpStatusCode.Created);
        var apart = await Manager.PostAsync(Plans, Plan((await UploadAsync(bytes: bytes)).Id, elsewhere)).BodyAsync(HttpStatusCode.Created);
        var second = await Manager.PostAsync(Plans, Plan((await UploadAsync(bytes: bytes)).Id)).BodyAsync(HttpStatusCode.Created);
        var different = await Manager.PostAsync(Plans, Plan((await UploadAsync()).Id)).BodyAsync(HttpStatusCode.Created);

        Assert.Equal([first.Id()], Identical(second));
        Assert.All([first, apart, different], plan => Assert.Empty(Identical(plan)));

        static IEnumerable<string?> Identical(JsonElement plan) => plan.GetProperty("identicalPlanIds").EnumerateArray().Select(id => id.GetString());
    }

    [Fact]
    public async Task Every_closure_must_be_one_of_the_project()
    {
        var elsewhere = await AddClosureAsync("2026-0002", await World.ProjectAsync("OTHER"));
        var (file, _) = await UploadAsync();
        await Manager.PostAsync(Plans, Plan(file, Closure, elsewhere)).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.unknown-closure");
    }

    [Fact]
    public async Task An_archived_project_takes_no_plans()
    {
        var (file, _) = await UploadAsync();
        (await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{Project}/archivals"), "\"v1\"")).EnsureSuccessStatusCode();
        await Manager.PostAsync(Plans, Plan(file)).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task All_faults_are_listed_at_once()
    {
        await Manager.PostAsync(Plans, new { title = "", fileId = NoId, closureIds = Array.Empty<string>() }).InvalidAsync(("/title", "not-empty"), ("/closureIds", "closures"));
        await Manager.PostAsync(Plans, new { title = "Plan", fileId = NoId, closureIds = new[] { NoId, NoId } }).InvalidAsync(("/closureIds", "closures"));
        await Manager.PostAsync(Plans, """{"title":"Plan","fileId":"x","closureIds":[null]}""").InvalidAsync(("/fileId", "wrong-type"), ("/closureIds/0", "null"));
    }

    [Fact]
    public async Task Other_roles_and_other_environments_are_refused()
    {
        var (file, _) = await UploadAsync();
        var other = await World.CreateAsync(World.Host);
        var (colleague, _) = await World.MemberAsync(Domain.Users.Role.Manager);
        await Stakeholder.PostAsync(Plans, Plan(file)).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(Plans, Plan(file)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await colleague.PostAsync(Plans, Plan(file)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
