namespace Vemap.Domain.Files;

/// <summary>Which files each kind takes, and what their bytes say they are.</summary>
public static class FileTypes
{
    public const string Pdf = "application/pdf";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string GeoJson = "application/geo+json";
    public const string Dwg = "image/vnd.dwg";

    /// <summary>How much of a file's beginning, and of its end, Sniff wants to see.</summary>
    public const int SniffLength = 64 * 1024;

    /// <summary>The size of the largest file of any kind.</summary>
    public const long Largest = 100 * Megabyte;

    private const long Megabyte = 1024 * 1024;

    private static readonly Dictionary<string, string[]> Extensions = new(StringComparer.Ordinal)
    {
        [Pdf] = [".pdf"],
        [Png] = [".png"],
        [Jpeg] = [".jpg", ".jpeg"],
        [Docx] = [".docx"],
        [Xlsx] = [".xlsx"],
        [GeoJson] = [".geojson", ".json"],
        [Dwg] = [".dwg"],
    };

    public static bool Takes(FileKind kind, string contentType) => kind switch
    {
        FileKind.VkmPlan => contentType == Pdf,
        FileKind.Logo => contentType is Png or Jpeg,
        _ => Extensions.ContainsKey(contentType),
    };

    public static long MaxSize(FileKind kind) => kind switch
    {
        FileKind.VkmPlan => Largest,
        FileKind.Logo => 1 * Megabyte,
        _ => 50 * Megabyte,
    };

    /// <summary>Whether a name ends as files of this type do, so that what is downloaded opens as what it is.</summary>
    public static bool Fits(string name, string contentType) =>
        Extensions.TryGetValue(contentType, out var endings) && Array.Exists(endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The type that the bytes themselves show, or null when it is none that we take.</summary>
    public static string? Sniff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        if (head.StartsWith("%PDF-"u8)) return Pdf;
        if (head.StartsWith(stackalloc byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A })) return Png;
        if (head.StartsWith(stackalloc byte[] { 0xFF, 0xD8, 0xFF })) return Jpeg;
        if (head.StartsWith("PK\u0003\u0004"u8)) return SniffOffice(tail);
        if (IsDwg(head)) return Dwg;
        return IsGeoJson(head) ? GeoJson : null;
    }

    // The names of a zip's entries stand at its end. A macro makes it a program, which is no document.
    private static string? SniffOffice(ReadOnlySpan<byte> tail)
    {
        if (tail.IndexOf("[Content_Types].xml"u8) < 0 || tail.IndexOf("vbaProject.bin"u8) >= 0) return null;
        if (tail.IndexOf("word/document.xml"u8) >= 0) return Docx;
        return tail.IndexOf("xl/workbook.xml"u8) >= 0 ? Xlsx : null;
    }

    private static bool IsDwg(ReadOnlySpan<byte> head) =>
        head.Length > 6 && head.StartsWith("AC10"u8) && char.IsAsciiDigit((char)head[4]) && char.IsAsciiDigit((char)head[5]) && head[6] == 0;

    private static bool IsGeoJson(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(stackalloc byte[] { 0xEF, 0xBB, 0xBF })) head = head[3..];
        if (!head.TrimStart(" \t\r\n"u8).StartsWith("{"u8) || head.IndexOf((byte)0) >= 0 || head.IndexOf("\"type\""u8) < 0) return false;
        return head.IndexOf("\"Feature"u8) >= 0 || head.IndexOf("\"coordinates\""u8) >= 0 || head.IndexOf("\"geometries\""u8) >= 0;
    }
}
