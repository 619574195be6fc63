namespace Vemap.Integration.Files;

public sealed class UnblockFileTests : FilesTest
{
    [Fact]
    public async Task Lifting_the_block_makes_the_file_available_again()
    {
        var (id, tag) = await UploadAsync();
        var (_, blocked) = await Organisation.PostAsync($"{Files}/{id}/blocks", new { reason = "Wrong drawing" }, tag).TaggedAsync();

        var (released, _) = await Organisation.ActAsync(HttpMethod.Post, $"{Files}/{id}/releases", blocked).TaggedAsync();

        Assert.Equal("available", released.GetProperty("status").GetString());
        await Manager.GetAsync($"{Files}/{id}/download").BodyAsync();
    }

    [Fact]
    public async Task Without_a_block_there_is_nothing_to_lift()
    {
        var (id, tag) = await UploadAsync();
        await Organisation.ActAsync(HttpMethod.Post, $"{Files}/{id}/releases", tag).RefusedAsync(HttpStatusCode.Conflict, "files.not-blocked");
    }

    [Fact]
    public async Task Others_may_not()
    {
        var (id, tag) = await UploadAsync();
        var other = await World.CreateAsync(World.Host);
        await Manager.ActAsync(HttpMethod.Post, $"{Files}/{id}/releases", tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, $"{Files}/{id}/releases", tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
