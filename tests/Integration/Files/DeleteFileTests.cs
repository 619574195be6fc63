namespace Vemap.Integration.Files;

public sealed class DeleteFileTests : FilesTest
{
    [Fact]
    public async Task The_file_is_gone_and_its_hash_stays()
    {
        var bytes = Pdf("gone");
        var (id, tag) = await UploadAsync(bytes: bytes);

        using var answer = await Manager.ActAsync(HttpMethod.Delete, $"{Files}/{id}", tag);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var file = await Manager.GetAsync($"{Files}/{id}").BodyAsync();
        Assert.Equal(("deleted", Sha(bytes)), (file.GetProperty("status").GetString(), file.GetProperty("sha256").GetString()));
        await Manager.GetAsync($"{Files}/{id}/download").RefusedAsync(HttpStatusCode.Conflict, "files.not-available");
        await Manager.ActAsync(HttpMethod.Delete, $"{Files}/{id}", "\"v3\"").RefusedAsync(HttpStatusCode.Conflict, "files.already-gone");
    }

    [Fact]
    public async Task What_a_plan_version_waits_with_stays_until_that_is_withdrawn()
    {
        var (id, tag) = await UploadAsync();
        var plans = Path($"projects/{Project}/vkm-plans");
        var (plan, planTag) = await Manager.PostAsync(plans, new { title = "Plan", fileId = id, closureIds = new[] { Closure.ToString() } }).TaggedAsync();
        await Manager.ActAsync(HttpMethod.Delete, $"{Files}/{id}", tag).RefusedAsync(HttpStatusCode.Conflict, "files.in-plan");

        (await Manager.ActAsync(HttpMethod.Post, $"{plans}/{plan.Id()}/withdrawals", planTag)).EnsureSuccessStatusCode();
        (await Manager.ActAsync(HttpMethod.Delete, $"{Files}/{id}", tag)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task What_was_reviewed_is_proof()
    {
        var (id, tag) = await UploadAsync();
        var plans = Path($"projects/{Project}/vkm-plans");
        var (plan, planTag) = await Manager.PostAsync(plans, new { title = "Plan", fileId = id, closureIds = new[] { Closure.ToString() } }).TaggedAsync();
        (await Organisation.PostAsync($"{plans}/{plan.Id()}/reviews", Review("changes-requested", "No"), planTag)).EnsureSuccessStatusCode();

        await Organisation.ActAsync(HttpMethod.Delete, $"{Files}/{id}", tag).RefusedAsync(HttpStatusCode.Conflict, "files.reviewed");
    }

    [Fact]
    public async Task An_archived_project_keeps_its_files_and_they_can_still_be_blocked()
    {
        var (id, tag) = await UploadAsync();
        await ArchiveAsync();
        await Manager.ActAsync(HttpMethod.Delete, $"{Files}/{id}", tag).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
        var (_, blocked) = await Organisation.PostAsync($"{Files}/{id}/blocks", new { reason = "Virus" }, tag).TaggedAsync();
        await Organisation.ActAsync(HttpMethod.Post, $"{Files}/{id}/releases", blocked).BodyAsync();
    }

    [Fact]
    public async Task Others_may_not()
    {
        var (id, tag) = await UploadAsync();
        var other = await World.CreateAsync(World.Host);
        await Stakeholder.ActAsync(HttpMethod.Delete, $"{Files}/{id}", tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Delete, $"{Files}/{id}", tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Manager.ActAsync(HttpMethod.Delete, $"{Files}/{id}", null).RefusedAsync((HttpStatusCode)428, "common.version-required");
    }
}
