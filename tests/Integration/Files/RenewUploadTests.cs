namespace Vemap.Integration.Files;

public sealed class RenewUploadTests : FilesTest
{
    [Fact]
    public async Task A_file_that_waits_gets_another_link_for_the_same_bytes()
    {
        var bytes = Pdf("late");
        var (file, tag) = await AnnounceAsync(bytes);
        var before = World.Host.Clock.GetUtcNow();

        var renewed = await RenewAsync(file.Id()).BodyAsync();

        Assert.InRange(renewed.GetProperty("upload").GetProperty("expiresAt").GetDateTimeOffset(), before.AddHours(1), World.Host.Clock.GetUtcNow()
            .AddHours(1));
        using var other = await SendAsync(renewed, Pdf("evil"));
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        (await SendAsync(renewed, bytes)).EnsureSuccessStatusCode();
        await Manager.ActAsync(HttpMethod.Post, $"{Files}/{file.Id()}/completions", tag).BodyAsync();
    }

    [Fact]
    public async Task What_has_come_needs_no_link()
    {
        var (id, _) = await UploadAsync();
        await RenewAsync(id).RefusedAsync(HttpStatusCode.Conflict, "files.not-waiting");
    }

    [Fact]
    public async Task An_archived_project_takes_no_bytes()
    {
        var (file, _) = await AnnounceAsync(Pdf());
        await ArchiveAsync();
        await RenewAsync(file.Id()).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task Others_may_not()
    {
        var (file, _) = await AnnounceAsync(Pdf());
        var other = await World.CreateAsync(World.Host);
        var (colleague, _) = await World.MemberAsync(Domain.Users.Role.Manager);
        var (reader, _) = await World.MemberAsync(Domain.Users.Role.Organisation, readOnly: true);
        await RenewAsync(file.Id(), Stakeholder).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await RenewAsync(file.Id(), reader).RefusedAsync(HttpStatusCode.Forbidden, "common.read-only");
        await RenewAsync(file.Id(), colleague).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await RenewAsync(file.Id(), other.Organisation).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await RenewAsync(NoId).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private Task<HttpResponseMessage> RenewAsync(string file, HttpClient? client = null) =>
        (client ?? Manager).ActAsync(HttpMethod.Post, $"{Files}/{file}/uploads", null);
}
