using System.Globalization;
using System.Text;

namespace Vemap.Demo;

/// <summary>Writes a small PDF of one page: enough for a viewer to open it, and for a reader to see what it would be.</summary>
internal static class PlanPdf
{
    public static byte[] Write(string title, IEnumerable<string> lines)
    {
        var text = new StringBuilder($"BT /F1 20 Tf 60 770 Td ({Escaped(title)}) Tj /F1 11 Tf 0 -34 Td 16 TL");
        foreach (var line in lines) text.Append(CultureInfo.InvariantCulture, $" ({Escaped(line)}) Tj T*");
        // A road with its closed part, drawn to be recognised on the screen.
        text.Append(" ET 0.8 w 60 300 m 535 300 l S 60 330 m 535 330 l S 0.85 0.1 0.1 RG 4 w 200 315 m 400 315 l S");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {text.Length} >>\nstream\n{text}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        return Encoding.Latin1.GetBytes(Assemble(objects));
    }

    // The cross-reference table at the end says at which byte each object begins; one sign is one byte here.
    private static string Assemble(string[] objects)
    {
        var file = new StringBuilder("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        var table = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        for (var index = 0; index < objects.Length; index++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{objects[index]}\nendobj\n");
        }

        var start = file.Length;
        return file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").ToString();
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
}
