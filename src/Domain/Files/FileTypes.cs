namespace Vemap.Domain.Files;

/// <summary>Which content types and sizes each kind of file takes.</summary>
public static class FileTypes
{
    public const string Pdf = "application/pdf";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string GeoJson = "application/geo+json";
    public const string Dwg = "image/vnd.dwg";

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

    /// <summary>Whether a name has an ending of this type, so that a downloaded file opens with the right program.</summary>
    public static bool Fits(string name, string contentType) =>
        Extensions.TryGetValue(contentType, out var endings) && Array.Exists(endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
