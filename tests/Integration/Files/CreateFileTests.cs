using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Vemap.Samples;

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
    public async Task All_field_errors_are_listed_at_once()
    {
        var body = new { kind = "logo", name = "../plan.exe", size = 0, contentType = "text/html", sha256 = "ABC" };
        await Manager.PostAsync(Files, body).InvalidAsync(
            ("/kind", "kind-not-here"), ("/name", "file-name"), ("/name", "wrong-ending"), ("/size", "out-of-range"), ("/contentType", "type-not-taken"),
                ("/sha256", "sha256"));
        await Manager.PostAsync(Files, "{}")
            .InvalidAsync(("/kind", "missing"), ("/name", "missing"), ("/size", "missing"), ("/contentType", "missing"), ("/sha256", "missing"));
    }

    [Theory]
    [InlineData("CON.pdf", "reserved-name")]
    [InlineData("lpt1 .pdf", "reserved-name")]
    [InlineData("plan*.pdf", "file-name")]
    [InlineData("plan\".pdf", "file-name")]
    public Task A_name_that_cannot_be_saved_everywhere_is_refused(string name, string code) =>
        Manager.PostAsync(Files, Announcement(Pdf(), name: name)).InvalidAsync(("/name", code));

    [Fact]
    public async Task A_name_has_at_most_255_octets()
    {
        await Manager.PostAsync(Files, Announcement(Pdf(), name: new string('\u05d0', 126) + ".pdf")).InvalidAsync(("/name", "name-too-long"));
        (await Manager.PostAsync(Files, Announcement(Pdf(), name: new string('\u05d0', 125) + ".pdf"))).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Files_that_wait_for_their_bytes_are_limited_by_number_over_all_projects_of_the_environment()
    {
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("Store:MostWaitingFiles", "3"));
        var world = await World.CreateAsync(host);
        var mine = await ClosureOfAsync(world);
        var (colleague, _) = await world.MemberAsync(Domain.Users.Role.Organisation);
        var path = world.Path($"projects/{mine.Project}/closures/{mine.Closure}/files");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(number => (number % 2 == 0 ? world.Manager : colleague).PostAsync(path, Announcement(Pdf()))));

        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        await world.Manager.PostAsync(path, Announcement(Pdf())).RefusedAsync(HttpStatusCode.Conflict, "files.too-many-waiting");
        await world.Organisation.PostAsync(world.Path("logos"), LogosTest.Announcement(SampleFiles.Png()))
            .RefusedAsync(HttpStatusCode.Conflict, "files.too-many-waiting");
        var waiting = (await answers.First(answer => answer.StatusCode == HttpStatusCode.Created).Content.ReadFromJsonAsync<JsonElement>()).Id();
        (await world.Manager.ActAsync(HttpMethod.Delete, $"{path}/{waiting}", "\"v1\"")).EnsureSuccessStatusCode();
        await world.Manager.PostAsync(path, Announcement(Pdf())).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Files_that_wait_for_their_bytes_are_limited_by_bytes()
    {
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("Store:MostWaitingBytes", "1000"));
        var world = await World.CreateAsync(host);
        var (project, closure) = await ClosureOfAsync(world);
        var path = world.Path($"projects/{project}/closures/{closure}/files");
        await world.Manager.PostAsync(path, Announcement(new byte[600])).BodyAsync(HttpStatusCode.Created);
        await world.Manager.PostAsync(path, Announcement(new byte[600])).RefusedAsync(HttpStatusCode.Conflict, "files.too-many-waiting");
        await world.Manager.PostAsync(path, Announcement(new byte[400])).BodyAsync(HttpStatusCode.Created);
        // Another environment has its own limits.
        var other = await World.CreateAsync(host);
        var (otherProject, otherClosure) = await ClosureOfAsync(other);
        await other.Manager.PostAsync(other.Path($"projects/{otherProject}/closures/{otherClosure}/files"), Announcement(new byte[600]))
            .BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public Task A_plan_has_at_most_a_hundred_megabytes() =>
        Manager.PostAsync(Files,
            new { kind = "vkm-plan", name = "plan.pdf", size = (100 * 1024 * 1024) + 1, contentType = "application/pdf", sha256 = new string('a', 64) })
            .InvalidAsync(("/size", "out-of-range"));

    [Fact]
    public async Task An_unknown_closure_or_one_of_another_project_is_not_found()
    {
        var other = await World.ProjectAsync("OTHER");
        await Manager.PostAsync(Path($"projects/{Project}/closures/{NoId}/files"), Announcement(Pdf()))
            .RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Manager.PostAsync(Path($"projects/{other}/closures/{Closure}/files"), Announcement(Pdf()))
            .RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task An_archived_project_takes_no_files()
    {
        (await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{Project}/archivals"), "\"v1\"")).EnsureSuccessStatusCode();
        await Manager.PostAsync(Files, Announcement(Pdf())).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task A_stakeholder_is_refused_and_strangers_to_the_project_find_nothing()
    {
        var other = await World.CreateAsync(World.Host);
        await Stakeholder.PostAsync(Files, Announcement(Pdf())).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(Files, Announcement(Pdf())).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stranger.PostAsync(Files, Announcement(Pdf())).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        var (colleague, _) = await World.MemberAsync(Domain.Users.Role.Manager);
        await colleague.PostAsync(Files, Announcement(Pdf())).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
