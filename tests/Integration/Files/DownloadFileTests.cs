namespace Vemap.Integration.Files;

public sealed class DownloadFileTests : FilesTest
{
    [Fact]
    public async Task The_link_gives_the_bytes_as_an_attachment_of_the_right_name()
    {
        var bytes = Pdf("down");
        var (id, _) = await UploadAsync(bytes: bytes, name: "VKM-plan “A9” été.pdf".Replace('“', '\'').Replace('”', '\''));

        var link = await Organisation.GetAsync($"{Files}/{id}/download").BodyAsync();
        using var answer = await World.Stranger.GetAsync(link.GetProperty("url").GetString());

        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", "VKM-plan 'A9' été.pdf"), (disposition.DispositionType, disposition.FileNameStar));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("1.0.0", answer.Headers.GetValues("API-Version").Single());
    }

    [Fact]
    public async Task Its_end_is_told_a_minute_ahead()
    {
        var (id, _) = await UploadAsync();
        var before = World.Host.Clock.GetUtcNow();
        var link = await Manager.GetAsync($"{Files}/{id}/download").BodyAsync();
        Assert.InRange(link.GetProperty("expiresAt").GetDateTimeOffset(), before.AddSeconds(60), World.Host.Clock.GetUtcNow().AddSeconds(60));
    }

    [Fact]
    public async Task It_lives_until_then_and_no_longer()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        var world = await World.CreateAsync(await TestHost.StartAsync(clock));
        var store = (Application.Common.Ports.IFileStore)world.Host.Services.GetService(typeof(Application.Common.Ports.IFileStore))!;
        var link = await store.SignDownloadAsync("a/b", "x.pdf", "application/pdf", clock.GetUtcNow().AddSeconds(60), CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(59));
        await world.Stranger.GetAsync(link.Url).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        clock.Advance(TimeSpan.FromSeconds(1));
        await world.Stranger.GetAsync(link.Url).RefusedAsync(HttpStatusCode.Forbidden, "files.link-not-valid");
    }

    [Fact]
    public async Task Only_an_available_file_is_given()
    {
        var (waiting, _) = await AnnounceAsync(Pdf());
        await Manager.GetAsync($"{Files}/{waiting.Id()}/download").RefusedAsync(HttpStatusCode.Conflict, "files.not-available");
    }

    [Fact]
    public async Task Others_may_not()
    {
        var (id, _) = await UploadAsync();
        var other = await World.CreateAsync(World.Host);
        await Stakeholder.GetAsync($"{Files}/{id}/download").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync($"{Files}/{id}/download").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
