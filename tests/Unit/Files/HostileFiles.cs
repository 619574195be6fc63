using System.Buffers.Binary;
using System.Text;
using Vemap.Domain.Files;

namespace Vemap.Samples;

/// <summary>A file that must not become available, and why.</summary>
internal sealed record HostileFile(string Name, string ContentType, byte[] Bytes, FileFault Fault);

/// <summary>Files that hide something, cost too much or are not what they say. The tests make all of them; none comes from elsewhere.</summary>
internal static class HostileFiles
{
    private const string Script = "<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>";
    private const string WordMacros = "application/vnd.ms-word.document.macroEnabled.main+xml";

    public static IReadOnlyList<HostileFile> All { get; } = [.. Pdfs(), .. PdfsWithHiddenObjects(), .. CostlyPdfs(), .. OfficeFiles(), .. GeoJsonFiles(),
        .. Pictures()];

    private static IEnumerable<HostileFile> Pdfs()
    {
        yield return Pdf("a program", "MZ this program cannot be run in DOS mode"u8.ToArray(), FileFault.OtherType);
        yield return Pdf("a header after 1,024 bytes", SampleFiles.Pdf(before: new string('x', 1025)), FileFault.OtherType);
        yield return Pdf("an archive before the header", SampleFiles.Pdf(before: "PK\u0003\u0004 an archive "), FileFault.OtherType);
        yield return Pdf("a page before the header", SampleFiles.Pdf(before: " \n<html><script>alert(1)</script>"), FileFault.OtherType);
        yield return Pdf("a program before the header", SampleFiles.Pdf(before: "MZ\u0090"), FileFault.OtherType);
        yield return Pdf("a header and an end only", "%PDF-1.7\na plan\n%%EOF\n"u8.ToArray(), FileFault.Damaged);
        yield return Pdf("cut off", SampleFiles.Pdf()[..^200], FileFault.Damaged);
        yield return Pdf("no end", SampleFiles.Pdf()[..^7], FileFault.Damaged);
        yield return Pdf("data after the end", [.. SampleFiles.Pdf(), .. Encoding.ASCII.GetBytes(new string('x', 2000))], FileFault.Damaged);
        yield return Pdf("a cross-reference beyond the end", Changed(SampleFiles.Pdf(), "startxref\n", "startxref\n9"), FileFault.Damaged);
        yield return Pdf("a cross-reference that is none", Changed(SampleFiles.Pdf(), "xref\n0 ", "yref\n0 "), FileFault.Damaged);
        yield return Pdf("no root", Changed(SampleFiles.Pdf(), "/Root", "/Toor"), FileFault.Damaged);
        yield return Pdf("encrypted", SampleFiles.Pdf(trailer: "/Encrypt 6 0 R", objects: "<< /Filter /Standard /V 2 /R 3 /P -3904 >>"), FileFault.Encrypted);
        yield return Pdf("encrypted by a cross-reference stream",
            SampleFiles.Pdf(objects: "<< /Type /XRef /W [1 2 1] /Root 1 0 R /Encrypt 7 0 R /Length 0 >>\nstream\n\nendstream"), FileFault.Encrypted);
        yield return Pdf("a script when it opens", SampleFiles.Pdf(catalog: "/OpenAction 6 0 R", objects: Script), FileFault.Script);
        yield return Pdf("a script in the catalog", SampleFiles.Pdf(catalog: $"/OpenAction {Script}"), FileFault.Script);
        yield return Pdf("a script among the names", SampleFiles.Pdf(catalog: "/Names << /JavaScript << /Names [(a) 6 0 R] >> >>", objects: "<< >>"),
            FileFault.Script);
        yield return Pdf("a script of a rendition", SampleFiles.Pdf(objects: "<< /S /Rendition /JS (app.alert\\(1\\)) >>"), FileFault.Script);
        yield return Pdf("an XFA form", SampleFiles.Pdf(catalog: "/AcroForm << /Fields [] /XFA 6 0 R >>", objects: "<< /Length 0 >>\nstream\n\nendstream"),
            FileFault.Script);
        yield return Pdf("a launch action", SampleFiles.Pdf(catalog: "/OpenAction << /S /Launch /F (cmd.exe) >>"), FileFault.LaunchAction);
        yield return Pdf("a launch action after another",
            SampleFiles.Pdf(objects: "<< /S /GoTo /D [3 0 R /Fit] /Next [<< /S /Launch /Win << /F (cmd.exe) >> >>] >>"), FileFault.LaunchAction);
        yield return Pdf("embedded files", SampleFiles.Pdf(catalog: "/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>", objects: "<< >>"),
            FileFault.AttachedFile);
        yield return Pdf("a file specification with a file",
            SampleFiles.Pdf(objects: ["<< /F (a.exe) /EF << /F 7 0 R >> >>", "<< /Length 2 >>\nstream\nMZ\nendstream"]), FileFault.AttachedFile);
        yield return Pdf("an attached file as annotation", SampleFiles.Pdf(objects: "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] >>"),
            FileFault.AttachedFile);
    }

    private static IEnumerable<HostileFile> PdfsWithHiddenObjects()
    {
        var hidden = $"20 0 obj {Script} endobj";
        yield return Pdf("an escaped name", SampleFiles.Pdf(objects: "<< /S /J#61v#61Script /J#53 (x) >>"), FileFault.Script);
        yield return Pdf("an escaped launch action", SampleFiles.Pdf(objects: "<< /S /#4c#61unch /F (cmd.exe) >>"), FileFault.LaunchAction);
        yield return Pdf("a name that is an object", SampleFiles.Pdf(objects: ["<< /S 7 0 R /JS (x) >>", "/JavaScript"]), FileFault.Script);
        yield return Pdf("comments between names", SampleFiles.Pdf(objects: "<< /S%>>endobj\n/JavaScript%\r/JS(x) >>"), FileFault.Script);
        yield return Pdf("a sign between entries", SampleFiles.Pdf(objects: "<< /A 1 > end /S /JavaScript >>"), FileFault.Script);
        yield return Pdf("an older revision", SampleFiles.Revised(SampleFiles.Pdf(objects: Script), 6), FileFault.Script);
        yield return Pdf("an object in a string",
            SampleFiles.Pdf(objects: $"<< /Title ({hidden.Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)}) >>"),
            FileFault.Script);
        yield return Pdf("an object in a stream", SampleFiles.Pdf(objects: $"<< /Length {hidden.Length} >>\nstream\n{hidden}\nendstream"), FileFault.Script);
        yield return Pdf("an object in a comment", SampleFiles.Pdf(objects: $"<< >> % {hidden}"), FileFault.Script);
        yield return Pdf("an object stream", SampleFiles.Pdf(objects: SampleFiles.ObjectStream(Script)), FileFault.Script);
        yield return Pdf("an object stream without its type", SampleFiles.Pdf(objects: SampleFiles.ObjectStream(Script, "/Fi#6cter [/Fl#61teDecode]")),
            FileFault.Script);
        yield return Pdf("an object within a string of an object stream", SampleFiles.Pdf(objects: SampleFiles.ObjectStream($"20 0 21 1 ({Script})", 10, 2)),
            FileFault.Script);
        yield return Pdf("an object stream in two filters",
            SampleFiles.Pdf(objects: SampleFiles.ObjectStream(Script, "/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]")), FileFault.NotCheckable);
        yield return Pdf("an object stream with a filter elsewhere",
            SampleFiles.Pdf(objects: [SampleFiles.ObjectStream(Script, "/Type /ObjStm /Filter 7 0 R"), "/FlateDecode"]), FileFault.NotCheckable);
        yield return Pdf("an object stream with a predictor",
            SampleFiles.Pdf(objects: SampleFiles.ObjectStream(Script, "/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>")),
            FileFault.NotCheckable);
        yield return Pdf("an object stream that does not unpack",
            SampleFiles.Pdf(objects: SampleFiles.ObjectStream(Script).Replace("stream\nx", "stream\ny", StringComparison.Ordinal)), FileFault.NotCheckable);
        yield return Pdf("an object stream of a wrong length",
            SampleFiles.Pdf(objects: "<< /Type /ObjStm /N 1 /First 5 /Length 5 >>\nstream\n20 0 << /S /JavaScript >>\nendstream"), FileFault.NotCheckable);
    }

    private static IEnumerable<HostileFile> CostlyPdfs()
    {
        yield return Pdf("an object stream that unpacks to 20 MB", SampleFiles.Pdf(objects: SampleFiles.ObjectStream(new string(' ', 20 * 1024 * 1024))),
            FileFault.NotCheckable);
        yield return Pdf("an object stream of a million objects", SampleFiles.Pdf(objects: SampleFiles.ObjectStream("20 0 null", 5, 1_000_000)),
            FileFault.NotCheckable);
        yield return Pdf("deep nesting", SampleFiles.Pdf(objects: new string('[', 100_000)), FileFault.NotCheckable);
        yield return Pdf("objects that each reach to the end", SampleFiles.Pdf(objects: string.Concat(Enumerable.Repeat("obj(", 200_000))),
            FileFault.NotCheckable);
    }

    private static IEnumerable<HostileFile> OfficeFiles()
    {
        yield return Docx("an archive of a program", SampleFiles.Zip([("setup.exe", "MZ")]), FileFault.OtherType);
        yield return Docx("names of a document only", SampleFiles.Zip([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "")]), FileFault.OtherType);
        yield return Docx("a workbook", SampleFiles.Xlsx(), FileFault.OtherType);
        yield return Docx("a document without its main part",
            SampleFiles.Zip([("[Content_Types].xml", "<Types/>"), ("_rels/.rels", SampleFiles.Relationships("word/document.xml"))]), FileFault.OtherType);
        yield return Docx("macros", SampleFiles.Docx(("word/vbaProject.bin", "x")), FileFault.Macros);
        yield return Docx("macros under another capital", SampleFiles.Docx(("word/VBAPROJECT.BIN", "x")), FileFault.Macros);
        yield return Docx("a document with macros by its type", SampleFiles.Office("word/document.xml", WordMacros), FileFault.Macros);
        yield return Docx("an ActiveX control", SampleFiles.Docx(("word/activeX/activeX1.xml", "<x/>")), FileFault.Macros);
        yield return new HostileFile("a macro sheet", FileTypes.Xlsx, SampleFiles.Xlsx(("xl/macrosheets/sheet1.xml", "<x/>")), FileFault.Macros);
        yield return Docx("a part twice", SampleFiles.Docx(("word/document.xml", "<other/>")), FileFault.Damaged);
        yield return Docx("a part outside", SampleFiles.Docx(("../evil.txt", "x")), FileFault.Damaged);
        yield return Docx("entities", SampleFiles.Zip([("[Content_Types].xml", """<!DOCTYPE a [<!ENTITY b "x">]><Types>&b;</Types>""")]), FileFault.Damaged);
        yield return Docx("cut off", SampleFiles.Docx()[..^40], FileFault.Damaged);
        yield return Docx("6,000 parts", SampleFiles.Docx([.. Enumerable.Range(0, 6000).Select(number => ($"word/p{number}.xml", ""))]),
            FileFault.NotCheckable);
        var bomb = SampleFiles.Bomb(megabytes: 300);
        yield return Docx("a bomb", bomb, FileFault.NotCheckable);
        yield return Docx("a bomb that declares a small size", DeclaredSmall(bomb, 300 * 1024 * 1024), FileFault.NotCheckable);
    }

    private static IEnumerable<HostileFile> GeoJsonFiles()
    {
        yield return GeoJson("a page", "<html><script>", FileFault.OtherType);
        yield return GeoJson("other JSON", """{"name":"no geometry"}""", FileFault.OtherType);
        yield return GeoJson("words of GeoJSON only", """{"type":"x","Feature":1,"coordinates":[1,2]}""", FileFault.OtherType);
        yield return GeoJson("cut off", """{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null""", FileFault.Damaged);
        yield return GeoJson("two documents", """{"type":"Point","coordinates":[4.9,52.3]}{}""", FileFault.Damaged);
        yield return GeoJson("a position of texts", """{"type":"Point","coordinates":["4.9","52.3"]}""", FileFault.Damaged);
        yield return GeoJson("a line of one depth too many", """{"type":"LineString","coordinates":[[[4.9,52.3],[5,52]]]}""", FileFault.Damaged);
        yield return GeoJson("a geometry without coordinates", """{"type":"Feature","geometry":{"type":"Point"},"properties":null}""", FileFault.Damaged);
        yield return GeoJson("a list of features that is none", """{"type":"FeatureCollection","features":{}}""", FileFault.Damaged);
        yield return GeoJson("a type that is no text", """{"type":"\ud800","coordinates":[4.9,52.3]}""", FileFault.OtherType);
        byte[] torn = [.. "{\"type\":\"Point\",\"coordinates\":[4.9,52.3],\"x\":\""u8, 0xFF, .. "\"}"u8];
        yield return new HostileFile("bytes that are no UTF-8", FileTypes.GeoJson, torn, FileFault.Damaged);
        yield return GeoJson("nested too deep", $$"""{"type":"Point","coordinates":[4.9,52.3],"x":{{new string('[', 5000)}}{{new string(']', 5000)}}}""",
            FileFault.Damaged);
        yield return GeoJson("one endless text", $$"""{"type":"Point","coordinates":[4.9,52.3],"x":"{{new string('x', 4 * 1024 * 1024)}}"}""",
            FileFault.NotCheckable);
    }

    private static IEnumerable<HostileFile> Pictures()
    {
        yield return new HostileFile("a signature only", FileTypes.Png, SampleFiles.Png()[..8], FileFault.Damaged);
        yield return new HostileFile("cut off", FileTypes.Png, SampleFiles.Png()[..^20], FileFault.Damaged);
        yield return new HostileFile("a page after the picture", FileTypes.Png, [.. SampleFiles.Png(), .. "<script>"u8], FileFault.Damaged);
        yield return new HostileFile("a picture of ten thousand million pixels", FileTypes.Png, SampleFiles.Png(width: 100_000, height: 100_000),
            FileFault.NotCheckable);
        yield return new HostileFile("a JPEG named PNG", FileTypes.Png, SampleFiles.Jpeg(), FileFault.OtherType);
        yield return new HostileFile("a mark only", FileTypes.Jpeg, [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0], FileFault.Damaged);
        yield return new HostileFile("cut off", FileTypes.Jpeg, SampleFiles.Jpeg()[..^2], FileFault.Damaged);
        yield return new HostileFile("a picture of a thousand million pixels", FileTypes.Jpeg, SampleFiles.Jpeg(32_000, 32_000), FileFault.NotCheckable);
        yield return new HostileFile("an unknown version", FileTypes.Dwg, "AC9999\0\0\0\0\0\0"u8.ToArray(), FileFault.OtherType);
        yield return new HostileFile("a version only", FileTypes.Dwg, "AC1032\0\0\0\0\0\0"u8.ToArray(), FileFault.Damaged);
    }

    private static HostileFile Pdf(string name, byte[] bytes, FileFault fault) => new(name, FileTypes.Pdf, bytes, fault);

    private static HostileFile Docx(string name, byte[] bytes, FileFault fault) => new(name, FileTypes.Docx, bytes, fault);

    private static HostileFile GeoJson(string name, string text, FileFault fault) => new(name, FileTypes.GeoJson, Encoding.UTF8.GetBytes(text), fault);

    // Every text in the file becomes another of the same length or, before the end, of any.
    private static byte[] Changed(byte[] bytes, string from, string to) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(from, to, StringComparison.Ordinal));

    private static byte[] DeclaredSmall(byte[] zip, int size)
    {
        byte[] changed = [.. zip];
        for (var at = 0; at < changed.Length - 4; at++)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(changed.AsSpan(at)) == size) BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(at), 1000);
        }

        return changed;
    }
}
