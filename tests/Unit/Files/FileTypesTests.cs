using System.Text;
using Vemap.Domain.Files;

namespace Vemap.Unit.Files;

public sealed class FileTypesTests
{
    public static TheoryData<byte[], string?> Samples => new()
    {
        { "%PDF-1.7\n%âãÏÓ"u8.ToArray(), FileTypes.Pdf },
        { [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], FileTypes.Png },
        { [0xFF, 0xD8, 0xFF, 0xE0], FileTypes.Jpeg },
        { "AC1032\0\0"u8.ToArray(), FileTypes.Dwg },
        { """  {"type":"FeatureCollection","features":[]}"""u8.ToArray(), FileTypes.GeoJson },
        { """{"type":"Point","coordinates":[4.9,52.3]}"""u8.ToArray(), FileTypes.GeoJson },
        { Zip("[Content_Types].xml", "word/document.xml"), FileTypes.Docx },
        { Zip("[Content_Types].xml", "xl/workbook.xml"), FileTypes.Xlsx },
        { Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), null },
        { Zip("setup.exe"), null },
        { "MZ\u0090\0\u0003"u8.ToArray(), null },
        { "<html><script>"u8.ToArray(), null },
        { "junk %PDF-1.7"u8.ToArray(), null },
        { """{"name":"no geometry"}"""u8.ToArray(), null },
        { [], null },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_bytes_say_what_a_file_is(byte[] bytes, string? type) => Assert.Equal(type, FileTypes.Sniff(bytes, bytes));

    [Theory]
    [InlineData(FileKind.VkmPlan, FileTypes.Pdf, true)]
    [InlineData(FileKind.VkmPlan, FileTypes.Png, false)]
    [InlineData(FileKind.SupportFile, FileTypes.Dwg, true)]
    [InlineData(FileKind.SupportFile, "text/html", false)]
    [InlineData(FileKind.Logo, FileTypes.Png, true)]
    [InlineData(FileKind.Logo, "image/svg+xml", false)]
    public void Each_kind_takes_its_own_types(FileKind kind, string type, bool taken) => Assert.Equal(taken, FileTypes.Takes(kind, type));

    [Theory]
    [InlineData("Plan.PDF", FileTypes.Pdf, true)]
    [InlineData("plan.exe", FileTypes.Pdf, false)]
    [InlineData("foto.jpeg", FileTypes.Jpeg, true)]
    [InlineData("page.html", "text/html", false)]
    public void A_name_ends_as_its_type_does(string name, string type, bool fits) => Assert.Equal(fits, FileTypes.Fits(name, type));

    private static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var name in names) zip.CreateEntry(name);
        }

        return bytes.ToArray();
    }
}
