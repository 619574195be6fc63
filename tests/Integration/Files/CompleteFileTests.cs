using System.Text;

namespace Vemap.Integration.Files;

public sealed class CompleteFileTests : FilesTest
{
    [Fact]
    public async Task What_was_declared_becomes_available()
    {
        var (file, tag) = await UploadAsync();

        var (seen, _) = await Manager.GetAsync($"{Files}/{file}").TaggedAsync();
        Assert.Equal("\"v2\"", tag);
        Assert.Equal("available", seen.GetProperty("status").GetString());
        Assert.Equal("Test Person", seen.GetProperty("uploadedByName").GetString());
    }

    [Fact]
    public async Task Without_bytes_there_is_nothing_to_complete()
    {
        var (file, tag) = await AnnounceAsync(Pdf());
        await CompleteAsync(file.Id(), tag).RefusedAsync(HttpStatusCode.Conflict, "files.not-uploaded");
    }

    [Fact]
    public async Task A_renamed_program_is_rejected_for_good()
    {
        var program = "MZ\u0090\0\u0003 this program cannot be run in DOS mode"u8.ToArray();
        var (file, tag) = await AnnounceAsync(program);
        (await SendAsync(file, program)).EnsureSuccessStatusCode();

        await CompleteAsync(file.Id(), tag).RefusedAsync(HttpStatusCode.Conflict, "files.wrong-type");

        await RejectedAsync(file.Id(), "files.wrong-type");
        await CompleteAsync(file.Id(), "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "files.not-waiting");
    }

    // The embedded store lets no other bytes in than were signed; a store that did would be found out here.
    [Theory]
    [InlineData("%PDF-1.7 other!", "files.wrong-hash")]
    [InlineData("%PDF-1.7 longer than declared", "files.wrong-size")]
    public async Task Other_bytes_in_the_store_are_rejected(string content, string code)
    {
        var bytes = Encoding.UTF8.GetBytes("%PDF-1.7 right!");
        var (file, tag) = await AnnounceAsync(bytes);
        (await SendAsync(file, bytes)).EnsureSuccessStatusCode();
        await File.WriteAllTextAsync(OnDisk(file.Id()), content);

        await CompleteAsync(file.Id(), tag).RefusedAsync(HttpStatusCode.Conflict, code);

        await RejectedAsync(file.Id(), code);
    }

    [Fact]
    public async Task A_large_plan_arrives_byte_by_byte()
    {
        var bytes = new byte[7_000_001];
        new Random(1).NextBytes(bytes);
        "%PDF-1.7\n"u8.CopyTo(bytes);
        var (file, _) = await UploadAsync(bytes: bytes);

        var link = await Manager.GetAsync($"{Files}/{file}/download").BodyAsync();
        Assert.Equal(Sha(bytes), Sha(await World.Stranger.GetByteArrayAsync(link.GetProperty("url").GetString())));
    }

    [Fact]
    public async Task The_version_seen_is_needed()
    {
        var (file, _) = await AnnounceAsync(Pdf());
        await CompleteAsync(file.Id(), null).RefusedAsync((HttpStatusCode)428, "common.version-required");
        await CompleteAsync(file.Id(), "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Fact]
    public async Task An_archived_project_completes_nothing()
    {
        var (file, tag) = await AnnounceAsync(Pdf());
        await ArchiveAsync();
        await CompleteAsync(file.Id(), tag).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task Others_may_not()
    {
        var (file, tag) = await AnnounceAsync(Pdf());
        var other = await World.CreateAsync(World.Host);
        await Stakeholder.ActAsync(HttpMethod.Post, $"{Files}/{file.Id()}/completions", tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, $"{Files}/{file.Id()}/completions", tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await CompleteAsync(NoId, tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private Task<HttpResponseMessage> CompleteAsync(string file, string? tag) => Manager.ActAsync(HttpMethod.Post, $"{Files}/{file}/completions", tag);

    private async Task RejectedAsync(string file, string reason)
    {
        var seen = await Manager.GetAsync($"{Files}/{file}").BodyAsync();
        Assert.Equal("rejected", seen.GetProperty("status").GetString());
        Assert.Equal(reason, seen.GetProperty("reason").GetString());
        await Manager.GetAsync($"{Files}/{file}/download").RefusedAsync(HttpStatusCode.Conflict, "files.not-available");
    }
}
