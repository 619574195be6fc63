using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Vemap.Samples;

/// <summary>Small files of each type, as real programs write them, and the means to write wrong ones. Unit and integration tests share them.</summary>
internal static class SampleFiles
{
    private const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    /// <summary>A PDF of one page.</summary>
    /// <param name="text">What the page shows.</param>
    /// <param name="before">What stands before the header.</param>
    /// <param name="catalog">More entries of the catalog.</param>
    /// <param name="trailer">More entries of the trailer.</param>
    /// <param name="objects">More objects, from number 6 on.</param>
    public static byte[] Pdf(string text = "a plan", string before = "", string catalog = "", string trailer = "", params string[] objects)
    {
        var page = $"BT /F1 20 Tf 60 770 Td ({text}) Tj ET";
        string[] all =
        [
            $"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {page.Length} >>\nstream\n{page}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            .. objects,
        ];
        var file = new StringBuilder(before + "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var table = new StringBuilder().Append(CultureInfo.InvariantCulture, $"xref\n0 {all.Length + 1}\n0000000000 65535 f \n");
        for (var index = 0; index < all.Length; index++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length - before.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{all[index]}\nendobj\n");
        }

        var start = file.Length - before.Length;
        file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {all.Length + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    /// <summary>The same file with an appended revision in which this object is empty.</summary>
    public static byte[] Revised(byte[] pdf, int number)
    {
        var change = $"{number} 0 obj\nnull\nendobj\n";
        var start = pdf.Length + change.Length;
        return [.. pdf, .. Encoding.Latin1.GetBytes(
            $"{change}xref\n{number} 1\n{pdf.Length:D10} 00000 n \ntrailer\n<< /Size 9 /Root 1 0 R /Prev 0 >>\nstartxref\n{start}\n%%EOF\n")];
    }

    /// <summary>An object stream, one character a byte; the entries say what its dictionary holds beside numbers and length.</summary>
    public static string ObjectStream(string content, int first, int count, string entries = "/Type /ObjStm /Filter /FlateDecode")
    {
        var packed = Encoding.Latin1.GetString(Deflate(Encoding.Latin1.GetBytes(content)));
        return $"<< {entries} /N {count} /First {first} /Length {packed.Length} >>\nstream\n{packed}\nendstream";
    }

    /// <summary>An object stream with one object.</summary>
    public static string ObjectStream(string body, string entries = "/Type /ObjStm /Filter /FlateDecode") => ObjectStream("20 0 " + body, 5, 1, entries);

    public static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>A PNG of this many pixels, with a text in it.</summary>
    public static byte[] Png(string text = "a logo", int width = 1, int height = 1)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 0);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("tEXt", Encoding.Latin1.GetBytes("Comment\0" + text)),
                .. Chunk("IDAT", Deflate([0, 0])), .. Chunk("IEND", []),
        ];
    }

    /// <summary>A JPEG as far as its segments go.</summary>
    public static byte[] Jpeg(short width = 1, short height = 1) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8),
            (byte)width, 1, 1, 0x11, 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34, 0xFF, 0xD9,
    ];

    public static byte[] Dwg() => [.. "AC1032"u8, .. new byte[300]];

    public static byte[] Docx(params (string Name, string Content)[] more) => Office("word/document.xml", WordType, more);

    public static byte[] Xlsx(params (string Name, string Content)[] more) => Office("xl/workbook.xml", SheetType, more);

    /// <summary>An Office Open XML package with this main part.</summary>
    public static byte[] Office(string main, string type, params (string Name, string Content)[] more) => Zip(
    [
        ("[Content_Types].xml", $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/><Override PartName="/{main}" ContentType="{type}"/></Types>
            """),
        ("_rels/.rels", Relationships(main)),
        (main, "<document/>"),
        .. more,
    ]);

    public static string Relationships(string main) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{main}"/></Relationships>
        """;

    public static byte[] Zip(IEnumerable<(string Name, string Content)> entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A document with a part that unpacks to this much.</summary>
    public static byte[] Bomb(int megabytes)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var document = new ZipArchive(new MemoryStream(Docx())))
        {
            foreach (var part in document.Entries)
            {
                using var from = part.Open();
                using var to = zip.CreateEntry(part.FullName).Open();
                from.CopyTo(to);
            }

            using var stream = zip.CreateEntry("word/media/image1.bmp", CompressionLevel.Fastest).Open();
            var megabyte = new byte[1024 * 1024];
            for (var i = 0; i < megabytes; i++) stream.Write(megabyte);
        }

        return bytes.ToArray();
    }

    // Readers of pictures check the sum; ours does not need it.
    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. data];
        var crc = 0xFFFFFFFFu;
        foreach (var part in checkedPart)
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320u;
        }

        var chunk = new byte[checkedPart.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        checkedPart.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(checkedPart.Length + 4), ~crc);
        return chunk;
    }
}
