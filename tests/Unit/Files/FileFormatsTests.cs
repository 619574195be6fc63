using System.Text;
using Vemap.Domain.Files;
using Vemap.Infrastructure.FileFormats;
using Vemap.Samples;

namespace Vemap.Unit.Files;

public sealed class FileFormatsTests
{
    private const int MoreThanEnough = 60_000;

    public static TheoryData<string, byte[]> Accepted => new()
    {
        { FileTypes.Pdf, SampleFiles.Pdf() },
        { FileTypes.Pdf, SampleFiles.Pdf(before: new string('x', 1024)) },
        { FileTypes.Pdf, SampleFiles.Pdf(objects: SampleFiles.ObjectStream("<< /Title (Plan) >>")) },
        // Words that are shown and addresses are no actions.
        { FileTypes.Pdf, SampleFiles.Pdf(text: "/JavaScript /Launch /EmbeddedFile", objects: "<< /S /URI /URI (https://vemap.example/Launch) >>") },
        { FileTypes.Pdf, SampleFiles.Pdf(objects: "<< /Title (12 0 obj is no object of ours) >>") },
        { FileTypes.Pdf, [.. SampleFiles.Pdf(), .. new byte[5000]] },
        { FileTypes.Png, SampleFiles.Png() },
        { FileTypes.Jpeg, SampleFiles.Jpeg() },
        { FileTypes.Jpeg, [.. SampleFiles.Jpeg(), .. "data of the camera"u8] },
        { FileTypes.Dwg, SampleFiles.Dwg() },
        { FileTypes.Docx, SampleFiles.Docx(("word/media/image1.png", "x")) },
        { FileTypes.Xlsx, SampleFiles.Xlsx() },
        { FileTypes.GeoJson, """  {"type":"FeatureCollection","features":[]}"""u8.ToArray() },
        { FileTypes.GeoJson, """{"coordinates":[4.9,52.3,7.5],"type":"Point","crs":{"type":"name","properties":{"name":"EPSG:4326"}}}"""u8.ToArray() },
        { FileTypes.GeoJson, [0xEF, 0xBB, 0xBF, .. """{"type":"Feature","geometry":null,"properties":{"features":1,"type":"A9"}}"""u8] },
        {
            FileTypes.GeoJson,
            """{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[0,0]]]]},{"type":"Point","coordinates":[]}]}"""u8.ToArray()
        },
        { FileTypes.GeoJson,
            Encoding.UTF8.GetBytes($$"""{"type":"LineString","coordinates":[{{string.Join(",\n", Enumerable.Repeat("[4.123456,52.123456]", 20_000))}}]}""") },
    };

    public static IEnumerable<object[]> HostileNames => HostileFiles.All.Select(file => (object[])[file.ContentType, file.Name]);

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_file_of_its_declared_type_is_accepted(string type, byte[] bytes) => Assert.Null(Check(type, bytes));

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void A_hostile_file_is_refused_with_its_fault(string type, string name)
    {
        var file = HostileFiles.All.Single(file => file.ContentType == type && file.Name == name);
        Assert.Equal(file.Fault, Check(type, file.Bytes));
    }

    [Fact]
    public void The_corpus_has_at_least_forty_hostile_files() => Assert.InRange(HostileFiles.All.Count, 40, 1000);

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_file_of_one_type_is_none_of_another(string type, byte[] bytes)
    {
        string[] types = [FileTypes.Pdf, FileTypes.Png, FileTypes.Jpeg, FileTypes.Docx, FileTypes.Xlsx, FileTypes.GeoJson, FileTypes.Dwg];
        Assert.All(types.Where(other => other != type), other => Assert.Equal(FileFault.OtherType, Check(other, bytes)));
    }

    [Fact]
    public void A_type_that_no_kind_takes_is_refused() => Assert.Equal(FileFault.OtherType, Check("text/html", "<html>"u8.ToArray()));

    [Fact]
    public void A_pdf_cut_at_any_place_is_refused()
    {
        var bytes = SampleFiles.Pdf(objects: SampleFiles.ObjectStream("<< /Title (Plan) >>"));
        Assert.All(Enumerable.Range(0, bytes.Length - 6), length => Assert.NotNull(Check(FileTypes.Pdf, bytes[..length])));
    }

    [Fact]
    public void A_pdf_with_any_byte_changed_gets_an_answer()
    {
        var bytes = SampleFiles.Pdf(objects: SampleFiles.ObjectStream("<< /Title (Plan) >>"));
        for (var at = 0; at < bytes.Length; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 0xFF;
            Check(FileTypes.Pdf, changed);
        }
    }

    [Theory]
    [InlineData(FileTypes.Docx)]
    [InlineData(FileTypes.Png)]
    [InlineData(FileTypes.Jpeg)]
    [InlineData(FileTypes.GeoJson)]
    public void A_file_with_any_byte_changed_gets_an_answer(string type)
    {
        var bytes = (byte[])Accepted.First(row => (string)row[0] == type)[1];
        for (var at = 0; at < bytes.Length; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 0xFF;
            Check(type, changed);
        }
    }

    [Fact]
    public void The_check_of_a_large_plan_needs_little_memory()
    {
        var drawing = new byte[20 * 1024 * 1024];
        new Random(1).NextBytes(drawing);
        var bytes = SampleFiles.Pdf(objects: $"<< /Length {drawing.Length} >>\nstream\n{Encoding.Latin1.GetString(drawing)}\nendstream");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Null(Check(FileTypes.Pdf, bytes));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * 1024 * 1024);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(MoreThanEnough)]
    public void Many_ordinary_objects_are_within_the_limit_of_work(int count) =>
        Assert.Null(Check(FileTypes.Pdf,
            SampleFiles.Pdf(objects: [.. Enumerable.Range(0, count).Select(number => $"<< /Type /Annot /Rect [0 0 {number} 9] /Contents (note) >>")])));

    private static FileFault? Check(string type, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return FileFormatReaders.Check(stream, type, CancellationToken.None);
    }
}
