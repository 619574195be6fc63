namespace Vemap.Integration.Files;

public sealed class GetFileTests : FilesTest
{
    [Fact]
    public async Task A_file_says_what_it_is_and_who_uploaded_it()
    {
        var bytes = Pdf("said");
        var (id, _) = await UploadAsync(bytes: bytes);

        var (file, tag) = await Organisation.GetAsync($"{Files}/{id}").TaggedAsync();

        Assert.Equal("\"v2\"", tag);
        Assert.Equal(("plan.pdf", bytes.Length, Sha(bytes)),
            (file.GetProperty("name").GetString(), file.GetProperty("size").GetInt32(), file.GetProperty("sha256").GetString()));
        Assert.Equal(World.ManagerId.ToString(), file.GetProperty("uploadedById").GetString());
    }

    [Fact]
    public async Task Elsewhere_it_is_not_found()
    {
        var (id, _) = await UploadAsync();
        var closure = await AddClosureAsync("2026-0002");
        var other = await World.CreateAsync(World.Host);
        await Manager.GetAsync($"{FilesOf(closure)}/{id}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Manager.GetAsync($"{Files}/{NoId}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await other.Organisation.GetAsync($"{Files}/{id}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Stakeholder.GetAsync($"{Files}/{id}").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }
}
