namespace Vemap.Integration.Files;

public sealed class CreateFileTests : FilesTest
{
    [Fact]
    public async Task A_file_is_announced_and_gets_a_signed_url_for_exactly_its_bytes()
    {
        var (file, tag) = await AnnounceAsync(Pdf());

        Assert.Equal("\"v1\"", tag);
        Assert.Equal("awaiting-upload", file.GetProperty("status").GetString());
        var upload = file.GetProperty("upload");
        Assert.Equal("PUT", upload.GetProperty("method").GetString());
        Assert.Equal("application/pdf", upload.GetProperty("headers").GetProperty("Content-Type").GetString());
        Assert.Contains($"/{Closure}/files/{file.Id()}?size=", upload.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.True(upload.GetProperty("expiresAt").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var body = new { kind = "logo", name = "../plan.exe", size = 0, contentType = "text/html", sha256 = "ABC" };
        await Manager.PostAsync(Files, body).InvalidAsync(
            ("/kind", "kind-not-here"), ("/name", "file-name"), ("/name", "wrong-ending"), ("/size", "out-of-range"), ("/contentType", "type-not-taken"), ("/sha256", "sha256"));
        await Manager.PostAsync(Files, "{}").InvalidAsync(("/kind", "missing"), ("/name", "missing"), ("/size", "missing"), ("/contentType", "missing"), ("/sha256", "missing"));
    }

    [Fact]
    public Task A_plan_has_at_most_a_hundred_megabytes() =>
        Manager.PostAsync(Files, new { kind = "vkm-plan", name = "plan.pdf", size = (100 * 1024 * 1024) + 1, contentType = "application/pdf", sha256 = new string('a', 64) })
            .InvalidAsync(("/size", "out-of-range"));

    [Fact]
    public async Task A_closure_that_is_not_there_or_of_another_project_is_not_found()
    {
        var other = await World.ProjectAsync("OTHER");
        await Manager.PostAsync(Path($"projects/{Project}/closures/{NoId}/files"), Announcement(Pdf())).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Manager.PostAsync(Path($"projects/{other}/closures/{Closure}/files"), Announcement(Pdf())).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task An_archived_project_takes_no_files()
    {
        (await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{Project}/archivals"), "\"v1\"")).EnsureSuccessStatusCode();
        await Manager.PostAsync(Files, Announcement(Pdf())).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task Others_may_not()
    {
        var other = await World.CreateAsync(World.Host);
        await Stakeholder.PostAsync(Files, Announcement(Pdf())).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(Files, Announcement(Pdf())).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stranger.PostAsync(Files, Announcement(Pdf())).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        var (colleague, _) = await World.MemberAsync(Domain.Users.Role.Manager);
        await colleague.PostAsync(Files, Announcement(Pdf())).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
