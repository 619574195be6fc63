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
    public async Task A_link_expires_after_a_minute()
    {
        var (id, _) = await UploadAsync();
        var before = World.Host.Clock.GetUtcNow();
        var link = await Manager.GetAsync($"{Files}/{id}/download").BodyAsync();
        Assert.InRange(link.GetProperty("expiresAt").GetDateTimeOffset(), before.AddSeconds(60), World.Host.Clock.GetUtcNow().AddSeconds(60));
    }

    [Fact]
    public async Task A_link_is_refused_from_its_expiry_on()
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

    [Theory]
    [InlineData("plan.pdf", "plan.pdf")]
    [InlineData("plan A9 (v2) + bijlage, 1.pdf", "plan A9 (v2) + bijlage, 1.pdf")]
    [InlineData("été.pdf", "_t_.pdf")]
    [InlineData("e\u0301te\u0301.pdf", "e_te_.pdf")]
    [InlineData("\u05ea\u05db\u05e0\u05d9\u05ea.pdf", "_____.pdf")]
    [InlineData("\U0001f6a7 weg.pdf", "_ weg.pdf")]
    [InlineData("100%41 'zeker' ~ plan;v=1.pdf", "100_41 _zeker_ _ plan_v_1.pdf")]
    public async Task A_name_of_any_script_arrives_as_it_is_with_a_plain_one_beside_it(string name, string plain)
    {
        var (id, _) = await UploadAsync(name: name);
        var link = await Manager.GetAsync($"{Files}/{id}/download").BodyAsync();

        using var answer = await World.Stranger.GetAsync(link.GetProperty("url").GetString());

        var header = answer.Content.Headers.NonValidated["Content-Disposition"].ToString();
        Assert.StartsWith($"attachment; filename=\"{plain}\"; filename*=UTF-8''", header, StringComparison.Ordinal);
        var encoded = header.Split("''")[1];
        Assert.Equal(name, Uri.UnescapeDataString(encoded));
        // The attr-char of RFC 8187 and the percent sign, nothing else.
        Assert.Matches("^[A-Za-z0-9!#$&+.^_`|~%-]+$", encoded);
    }

    [Fact]
    public async Task A_link_given_before_a_block_ends_with_it_and_counts_again_after_the_release()
    {
        var (id, tag) = await UploadAsync();
        var url = (await Manager.GetAsync($"{Files}/{id}/download").BodyAsync()).GetProperty("url").GetString();

        var (_, blocked) = await Organisation.PostAsync($"{Files}/{id}/blocks", new { reason = "Wrong drawing" }, tag).TaggedAsync();
        await World.Stranger.GetAsync(url).RefusedAsync(HttpStatusCode.Gone, "files.link-ended");

        (await Organisation.ActAsync(HttpMethod.Post, $"{Files}/{id}/releases", blocked)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.OK, (await World.Stranger.GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task Links_given_before_a_suspension_end_with_it()
    {
        var (id, _) = await UploadAsync();
        var url = (await Manager.GetAsync($"{Files}/{id}/download").BodyAsync()).GetProperty("url").GetString();
        var bytes = Pdf("late");
        var (waiting, _) = await AnnounceAsync(bytes);

        await World.Admin.ActAsync(HttpMethod.Post, Path("suspensions"), await World.Admin.ETagAsync($"/v1/client-environments/{World.Environment}"))
            .BodyAsync();

        await World.Stranger.GetAsync(url).RefusedAsync(HttpStatusCode.Gone, "files.link-ended");
        await SendAsync(waiting, bytes).RefusedAsync(HttpStatusCode.Gone, "files.link-ended");
    }

    [Fact]
    public async Task A_link_of_a_deleted_file_ends_before_its_bytes_are_removed()
    {
        var (id, tag) = await UploadAsync();
        var url = (await Manager.GetAsync($"{Files}/{id}/download").BodyAsync()).GetProperty("url").GetString();
        (await Manager.ActAsync(HttpMethod.Delete, $"{Files}/{id}", tag)).EnsureSuccessStatusCode();

        Assert.True(File.Exists(OnDisk(id)));
        await World.Stranger.GetAsync(url).RefusedAsync(HttpStatusCode.Gone, "files.link-ended");
    }

    [Fact]
    public async Task A_file_that_waits_for_its_bytes_is_not_downloaded()
    {
        var (waiting, _) = await AnnounceAsync(Pdf());
        await Manager.GetAsync($"{Files}/{waiting.Id()}/download").RefusedAsync(HttpStatusCode.Conflict, "files.not-available");
    }

    [Fact]
    public async Task A_stakeholder_is_refused_and_another_environment_finds_nothing()
    {
        var (id, _) = await UploadAsync();
        var other = await World.CreateAsync(World.Host);
        await Stakeholder.GetAsync($"{Files}/{id}/download").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync($"{Files}/{id}/download").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
