namespace Vemap.Integration.Files;

public sealed class BlockFileTests : FilesTest
{
    [Fact]
    public async Task A_blocked_file_cannot_be_downloaded()
    {
        var (id, tag) = await UploadAsync();

        var (blocked, _) = await Organisation.PostAsync($"{Files}/{id}/blocks", new { reason = "Wrong drawing" }, tag).TaggedAsync();

        Assert.Equal("blocked", blocked.GetProperty("status").GetString());
        await Manager.GetAsync($"{Files}/{id}/download").RefusedAsync(HttpStatusCode.Conflict, "files.not-available");
    }

    [Fact]
    public async Task Only_an_available_file_can_be_blocked()
    {
        var (file, tag) = await AnnounceAsync(Pdf());
        await Organisation.PostAsync($"{Files}/{file.Id()}/blocks", new { reason = "No" }, tag).RefusedAsync(HttpStatusCode.Conflict, "files.not-available");
    }

    [Fact]
    public async Task A_reason_is_needed()
    {
        var (id, tag) = await UploadAsync();
        await Organisation.PostAsync($"{Files}/{id}/blocks", new { reason = "" }, tag).InvalidAsync(("/reason", "not-empty"));
    }

    [Fact]
    public async Task Others_may_not()
    {
        var (id, tag) = await UploadAsync();
        var other = await World.CreateAsync(World.Host);
        await Manager.PostAsync($"{Files}/{id}/blocks", new { reason = "No" }, tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync($"{Files}/{id}/blocks", new { reason = "No" }, tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
