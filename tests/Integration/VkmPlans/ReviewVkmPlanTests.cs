namespace Vemap.Integration.VkmPlans;

public sealed class ReviewVkmPlanTests : PlansTest
{
    [Fact]
    public async Task An_approval_names_version_hash_and_closures()
    {
        var (plan, tag) = await AddPlanAsync();
        Assert.False(await IsApprovedAsync());

        var (review, _) = await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(remark: "Good"), tag).TaggedAsync();

        var read = await ReadAsync(plan.Id());
        Assert.Equal((1, "approved"), (review.GetProperty("reviewedVersion").GetInt32(), review.GetProperty("status").GetString()));
        Assert.Equal(read.GetProperty("versions")[0].GetProperty("sha256").GetString(), review.GetProperty("sha256").GetString());
        Assert.Equal([Closure.ToString()], review.GetProperty("closureIds").EnumerateArray().Select(id => id.GetString()));
        var kept = Assert.Single(read.GetProperty("reviews").EnumerateArray());
        var named = Assert.Single(kept.GetProperty("closures").EnumerateArray());
        Assert.Equal((Closure.ToString(), 1), (named.GetProperty("closureId").GetString(), named.GetProperty("contentVersion").GetInt32()));
        Assert.Equal([Closure.ToString()], kept.GetProperty("closureIds").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(("Good", "Test Person"), (kept.GetProperty("remark").GetString(), kept.GetProperty("reviewerName").GetString()));
        Assert.True(await IsApprovedAsync());
    }

    [Fact]
    public async Task Changes_are_requested_with_a_remark()
    {
        var (plan, tag) = await AddPlanAsync();
        await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review("changes-requested"), tag).InvalidAsync(("/remark", "not-empty"));

        await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review("changes-requested", "Move the sign"), tag).BodyAsync();

        var read = await ReadAsync(plan.Id());
        Assert.Equal(("changes-requested", false), (read.GetProperty("status").GetString(), read.GetProperty("awaitsReview").GetBoolean()));
        await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(), "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.nothing-to-review");
    }

    [Fact]
    public async Task Nobody_reviews_what_they_uploaded_and_the_refusal_is_no_change()
    {
        var (plan, tag) = await AddPlanAsync(Organisation);
        await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(), tag).RefusedAsync(HttpStatusCode.Forbidden, "vkm-plans.own-upload");

        var (colleague, _) = await World.MemberAsync(Domain.Users.Role.Organisation);
        await colleague.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(), tag).BodyAsync();
    }

    [Fact]
    public async Task What_has_changed_since_the_reviewer_saw_it_is_not_approved()
    {
        var (plan, tag) = await AddPlanAsync();
        await ChangeClosureAsync();

        await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(), tag).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.content-changed");

        var read = await ReadAsync(plan.Id());
        Assert.Equal((1, 0, 2), (read.GetProperty("version").GetInt32(), read.GetProperty("reviews").GetArrayLength(), read.GetProperty("closures")[0].GetProperty("contentVersion").GetInt32()));
        Assert.False(await IsApprovedAsync());
        await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Seen(2), tag).BodyAsync();
        Assert.Equal(2, (await ReadAsync(plan.Id())).GetProperty("closures")[0].GetProperty("approvedContentVersion").GetInt32());
    }

    [Fact]
    public async Task The_closures_that_await_review_are_named_all_and_no_others()
    {
        var second = await AddClosureAsync("2026-0002");
        var (plan, tag) = await AddPlanAsync(null, Closure, second);
        var path = $"{Plans}/{plan.Id()}/reviews";
        await Organisation.PostAsync(path, Review(), tag).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.other-closures");
        await Organisation.PostAsync(path, Review(closures: [Closure, second, await AddClosureAsync("2026-0003")]), tag).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.other-closures");
        await Organisation.PostAsync(path, Review(closures: [Closure, Closure]), tag).InvalidAsync(("/closures", "closures"));
        await Organisation.PostAsync(path, Seen(0), tag).InvalidAsync(("/closures/0/contentVersion", "out-of-range"));
        await Organisation.PostAsync(path, new { decision = "approved", closures = Array.Empty<object>() }, tag).InvalidAsync(("/closures", "closures"));
        await Organisation.PostAsync(path, new { decision = "approved" }, tag).InvalidAsync(("/closures", "missing"));
        await Organisation.PostAsync(path, Review(closures: [Closure, second]), tag).BodyAsync();
    }

    [Fact]
    public async Task A_blocked_file_is_not_reviewed()
    {
        var (file, fileTag) = await UploadAsync();
        var (plan, tag) = await Manager.PostAsync(Plans, Plan(file)).TaggedAsync();
        (await Organisation.PostAsync($"{Files}/{file}/blocks", new { reason = "Virus" }, fileTag)).EnsureSuccessStatusCode();
        await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(), tag).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.file-not-available");
    }

    [Fact]
    public async Task Nothing_of_an_archived_project_is_reviewed()
    {
        var (plan, tag) = await AddPlanAsync();
        await ArchiveAsync();
        await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(), tag).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task Of_two_reviews_at_once_one_counts()
    {
        var (plan, tag) = await AddPlanAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(), tag)));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.StatusCode).Order());
    }

    [Fact]
    public async Task Other_roles_and_other_environments_are_refused()
    {
        var (plan, tag) = await AddPlanAsync();
        var other = await World.CreateAsync(World.Host);
        await Manager.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(), tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(), tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review("perhaps"), tag).InvalidAsync(("/decision", "wrong-type"));
        await Organisation.PostAsync($"{Plans}/{NoId}/reviews", Review(), tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private object Seen(int contentVersion) => new { decision = "approved", closures = new[] { new { closureId = Closure.ToString(), contentVersion } } };

    private async Task ChangeClosureAsync()
    {
        var path = Path($"projects/{Project}/closures/{Closure}");
        await Manager.PutAsync($"{path}/public-information", new { publicText = "Another road", contacts = Array.Empty<object>() }, await Manager.ETagAsync(path)).BodyAsync();
    }

    private async Task<bool> IsApprovedAsync() =>
        (await Organisation.GetAsync(Path($"projects/{Project}/closures/{Closure}")).BodyAsync()).GetProperty("planIsApproved").GetBoolean();
}
