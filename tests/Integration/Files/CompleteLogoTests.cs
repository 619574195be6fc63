namespace Vemap.Integration.Files;

public sealed class CompleteLogoTests : LogosTest
{
    [Fact]
    public async Task What_was_declared_becomes_available()
    {
        var (logo, tag) = await UploadAsync();

        Assert.Equal("\"v2\"", tag);
        Assert.Equal("available", (await Organisation.GetAsync($"{Logos}/{logo}").BodyAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_bytes_there_is_nothing_to_complete()
    {
        var (logo, tag) = await Organisation.PostAsync(Logos, Announcement(Png())).TaggedAsync();
        await CompleteAsync(logo.Id(), tag).RefusedAsync(HttpStatusCode.Conflict, "files.not-uploaded");
    }

    [Fact]
    public async Task A_picture_is_known_by_its_bytes_and_anything_else_is_rejected_for_good()
    {
        var (logo, tag) = await SendAsync("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"u8.ToArray());

        await CompleteAsync(logo, tag).RefusedAsync(HttpStatusCode.Conflict, "files.wrong-type");

        Assert.Equal("rejected", (await Organisation.GetAsync($"{Logos}/{logo}").BodyAsync()).GetProperty("status").GetString());
        await CompleteAsync(logo, "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "files.not-waiting");
    }

    // The embedded store lets no other bytes in than were signed; a store that did would be found out here.
    [Theory]
    [InlineData("b logo", "files.wrong-hash")]
    [InlineData("another logo", "files.wrong-size")]
    public async Task Other_bytes_in_the_store_are_rejected(string content, string code)
    {
        var (logo, tag) = await SendAsync(Png("a logo"));
        await File.WriteAllBytesAsync(System.IO.Path.Combine(World.Host.Folder, "files", World.Environment.ToString(), "logos", logo), Png(content));

        await CompleteAsync(logo, tag).RefusedAsync(HttpStatusCode.Conflict, code);
    }

    [Fact]
    public async Task The_version_seen_is_needed()
    {
        var (logo, _) = await SendAsync(Png());
        await CompleteAsync(logo, null).RefusedAsync((HttpStatusCode)428, "common.version-required");
        await CompleteAsync(logo, "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Fact]
    public async Task Others_may_not_and_another_file_is_no_logo()
    {
        var (logo, tag) = await SendAsync(Png());
        var other = await World.CreateAsync(World.Host);
        await Manager.ActAsync(HttpMethod.Post, $"{Logos}/{logo}/completions", tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, $"{Logos}/{logo}/completions", tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await other.Organisation.ActAsync(HttpMethod.Post, other.Path($"logos/{logo}/completions"), tag)
            .RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await CompleteAsync(NoId, tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
