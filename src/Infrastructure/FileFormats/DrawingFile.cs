using Vemap.Domain.Files;

namespace Vemap.Infrastructure.FileFormats;

/// <summary>Checks that a file begins as an AutoCAD drawing of a known version and is as long as its header alone must be. The format is not public, so no
/// more is read.</summary>
internal static class DrawingFile
{
    private const int ShortestDrawing = 128;

    private static readonly string[] Versions = ["AC1012", "AC1014", "AC1015", "AC1018", "AC1021", "AC1024", "AC1027", "AC1032"];

    public static void Check(Stream bytes)
    {
        var head = new byte[12];
        if (bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
            || !Versions.Contains(System.Text.Encoding.ASCII.GetString(head, 0, 6)))
            throw new FileFaultException(FileFault.OtherType);
        if (bytes.Length < ShortestDrawing || head.AsSpan(6, 5).ContainsAnyExcept((byte)0)) throw new FileFaultException(FileFault.Damaged);
    }
}
