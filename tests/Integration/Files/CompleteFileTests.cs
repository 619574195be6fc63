using System.Text;
using Vemap.Domain.Files;
using Vemap.Samples;

namespace Vemap.Integration.Files;

public sealed class CompleteFileTests : FilesTest
{
    private static readonly Dictionary<FileFault, string> Codes = new()
    {
        [FileFault.OtherType] = "files.wrong-type",
        [FileFault.Damaged] = "files.damaged",
        [FileFault.Encrypted] = "files.encrypted",
        [FileFault.NotCheckable] = "files.not-checkable",
        [FileFault.Script] = "files.has-script",
        [FileFault.LaunchAction] = "files.has-launch-action",
        [FileFault.AttachedFile] = "files.has-attachment",
        [FileFault.Macros] = "files.has-macros",
    };

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [FileTypes.Pdf] = "plan.pdf",
        [FileTypes.Docx] = "note.docx",
        [FileTypes.Xlsx] = "table.xlsx",
        [FileTypes.GeoJson] = "place.geojson",
        [FileTypes.Png] = "photo.png",
        [FileTypes.Jpeg] = "photo.jpg",
        [FileTypes.Dwg] = "drawing.dwg",
    };

    [Fact]
    public async Task A_file_as_declared_becomes_available()
    {
        var (file, tag) = await UploadAsync();

        var (seen, _) = await Manager.GetAsync($"{Files}/{file}").TaggedAsync();
        Assert.Equal("\"v2\"", tag);
        Assert.Equal("available", seen.GetProperty("status").GetString());
        Assert.Equal("Test Person", seen.GetProperty("uploadedByName").GetString());
    }

    [Fact]
    public async Task A_file_without_bytes_is_not_completed()
    {
        var (file, tag) = await AnnounceAsync(Pdf());
        await CompleteAsync(file.Id(), tag).RefusedAsync(HttpStatusCode.Conflict, "files.not-uploaded");
    }

    [Fact]
    public async Task A_renamed_program_is_rejected_and_never_completed()
    {
        var program = "MZ\u0090\0\u0003 this program cannot be run in DOS mode"u8.ToArray();
        var (file, tag) = await AnnounceAsync(program);
        (await SendAsync(file, program)).EnsureSuccessStatusCode();

        await CompleteAsync(file.Id(), tag).RefusedAsync(HttpStatusCode.Conflict, "files.wrong-type");

        await RejectedAsync(file.Id(), "files.wrong-type");
        await CompleteAsync(file.Id(), "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "files.not-waiting");
    }

    // The embedded store accepts only the declared bytes; the check does not rely on that.
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
    public async Task A_plan_of_several_megabytes_is_accepted_and_downloaded_unchanged()
    {
        var drawing = new byte[7_000_001];
        new Random(1).NextBytes(drawing);
        var bytes = SampleFiles.Pdf(objects: $"<< /Length {drawing.Length} >>\nstream\n{Encoding.Latin1.GetString(drawing)}\nendstream");
        var (file, _) = await UploadAsync(bytes: bytes);

        var link = await Manager.GetAsync($"{Files}/{file}/download").BodyAsync();
        Assert.Equal(Sha(bytes), Sha(await World.Stranger.GetByteArrayAsync(link.GetProperty("url").GetString())));
    }

    [Fact]
    public async Task The_current_version_is_required()
    {
        var (file, _) = await AnnounceAsync(Pdf());
        await CompleteAsync(file.Id(), null).RefusedAsync((HttpStatusCode)428, "common.version-required");
        await CompleteAsync(file.Id(), "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Fact]
    public async Task A_file_of_an_archived_project_is_not_completed()
    {
        var (file, tag) = await AnnounceAsync(Pdf());
        await ArchiveAsync();
        await CompleteAsync(file.Id(), tag).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task A_stakeholder_is_refused_and_another_environment_finds_nothing()
    {
        var (file, tag) = await AnnounceAsync(Pdf());
        var other = await World.CreateAsync(World.Host);
        await Stakeholder.ActAsync(HttpMethod.Post, $"{Files}/{file.Id()}/completions", tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, $"{Files}/{file.Id()}/completions", tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await CompleteAsync(NoId, tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task No_hostile_file_can_be_downloaded()
    {
        foreach (var hostile in HostileFiles.All)
        {
            var kind = hostile.ContentType == FileTypes.Pdf ? "vkm-plan" : "support-file";
            var (file, tag) = await Manager.PostAsync(Files, Announcement(hostile.Bytes, kind, Names[hostile.ContentType], hostile.ContentType)).TaggedAsync();
            (await SendAsync(file, hostile.Bytes, hostile.ContentType)).EnsureSuccessStatusCode();

            await CompleteAsync(file.Id(), tag).RefusedAsync(HttpStatusCode.Conflict, Codes[hostile.Fault]);

            await RejectedAsync(file.Id(), Codes[hostile.Fault]);
        }
    }

    [Theory]
    [InlineData(FileTypes.Docx)]
    [InlineData(FileTypes.Xlsx)]
    [InlineData(FileTypes.GeoJson)]
    [InlineData(FileTypes.Png)]
    [InlineData(FileTypes.Jpeg)]
    [InlineData(FileTypes.Dwg)]
    public async Task A_support_file_of_each_type_becomes_available(string type)
    {
        var bytes = type switch
        {
            FileTypes.Docx => SampleFiles.Docx(),
            FileTypes.Xlsx => SampleFiles.Xlsx(),
            FileTypes.Png => SampleFiles.Png(),
            FileTypes.Jpeg => SampleFiles.Jpeg(),
            FileTypes.Dwg => SampleFiles.Dwg(),
            _ => """{"type":"Point","coordinates":[4.9,52.3]}"""u8.ToArray(),
        };
        var (file, tag) = await Manager.PostAsync(Files, Announcement(bytes, "support-file", Names[type], type)).TaggedAsync();
        (await SendAsync(file, bytes, type)).EnsureSuccessStatusCode();

        Assert.Equal("available", (await CompleteAsync(file.Id(), tag).BodyAsync()).GetProperty("status").GetString());
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
