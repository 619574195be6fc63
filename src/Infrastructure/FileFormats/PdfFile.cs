using System.Buffers.Text;
using System.IO.Compression;
using Vemap.Domain.Files;

namespace Vemap.Infrastructure.FileFormats;

/// <summary>Checks a PDF: whole, not encrypted, and without scripts, launch actions and attached files.</summary>
/// <remarks>
/// Viewers find objects by the cross-reference table, or by searching for "obj" when that is damaged. This reader takes every "obj" in the file, in streams
/// and strings too,
/// and every object of the object streams; so nothing that a viewer can reach is left out, whatever the table says.
/// </remarks>
internal sealed class PdfFile(Stream bytes, CancellationToken cancellationToken)
{
    private const int HeaderWithin = 1024;
    private const int EndWithin = 1024;
    private const int TailLength = 64 * 1024;
    private const int ChunkLength = 128 * 1024;
    private const int LargestObjectStream = 16 * 1024 * 1024;
    private const int MostObjectsInStream = 100_000;
    private const long LeastWork = 32 * 1024 * 1024;

    private readonly PdfFindings findings = new();
    private readonly WorkBudget budget = new((4 * bytes.Length) + LeastWork, cancellationToken);

    public void Check()
    {
        var header = FindHeader();
        CheckEnd(header);
        var objects = new PdfObjects(new ByteWindow(bytes, budget), findings, budget);
        foreach (var (position, isTrailer) in Keywords()) Take(objects, position, isTrailer);
        if (findings.Fault is { } fault) throw new FileFaultException(fault);
    }

    private static ReadOnlySpan<byte> WithoutPadding(ReadOnlySpan<byte> text) => text.TrimEnd("\0\t\n\f\r "u8);

    private long FindHeader()
    {
        var head = Read(0, HeaderWithin + 8);
        var header = head.AsSpan().IndexOf("%PDF-"u8);
        if (header is < 0 or > HeaderWithin) throw new FileFaultException(FileFault.OtherType);
        // Text before the header comes from mail and print systems; another file there is a file of two types.
        if (header > 0 && IsAnotherFile(head)) throw new FileFaultException(FileFault.OtherType);
        return header;
    }

    private static bool IsAnotherFile(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK"u8) || head.StartsWith("MZ"u8) || head.StartsWith("#!"u8) || head.StartsWith("GIF8"u8) || head.StartsWith("Rar!"u8)
        || head.StartsWith("\u007fELF"u8) || head.TrimStart("\ufeff\t\n\r "u8).StartsWith("<"u8) || head[0] is 0x89 or 0xFF or 0xD0 or 0xCA or 0xFE;

    // The end says where the cross-reference is: "startxref", the position, "%%EOF". A file that was cut off lacks it.
    private void CheckEnd(long header)
    {
        var tail = Read(Math.Max(0, bytes.Length - TailLength), TailLength);
        var text = WithoutPadding(tail);
        var end = text.LastIndexOf("%%EOF"u8);
        var start = end < 0 ? -1 : text[..end].LastIndexOf("startxref"u8);
        if (start < 0 || text.Length - end > EndWithin) throw new FileFaultException(FileFault.Damaged);
        var number = text[(start + "startxref".Length)..end].TrimStart("\0\t\n\f\r "u8);
        if (!Utf8Parser.TryParse(number, out long position, out _)) throw new FileFaultException(FileFault.Damaged);
        if (!IsCrossReference(position) && (header == 0 || !IsCrossReference(position + header))) throw new FileFaultException(FileFault.Damaged);
    }

    // A table begins with "xref", a stream with "12 0 obj".
    private bool IsCrossReference(long position)
    {
        if (position < 0 || position >= bytes.Length) return false;
        ReadOnlySpan<byte> text = Read(position, 64);
        text = text.TrimStart("\0\t\n\f\r "u8);
        return text.StartsWith("xref"u8) || (text.Length > 0 && char.IsAsciiDigit((char)text[0]) && text.IndexOf("obj"u8) > 0);
    }

    private byte[] Read(long position, int length)
    {
        bytes.Position = position;
        var buffer = new byte[Math.Min(length, bytes.Length - position)];
        bytes.ReadExactly(buffer);
        return buffer;
    }

    // Where the value after each "obj" and "trailer" begins.
    private IEnumerable<(long Position, bool IsTrailer)> Keywords()
    {
        const int overlap = 16;
        var chunk = new byte[ChunkLength];
        for (long start = 0; start < bytes.Length; start += ChunkLength - overlap)
        {
            bytes.Position = start;
            var count = bytes.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
            budget.Spend(count / 8);
            var counted = start + count < bytes.Length ? count - overlap : count;
            for (var at = 0; at < counted;)
            {
                var next = Next(chunk.AsSpan(at, count - at), out var keyword);
                if (next < 0 || at + next >= counted) break;
                at += next;
                var isEnd = keyword == 3 && (at >= 3 ? chunk.AsSpan(at - 3, 3).SequenceEqual("end"u8) : IsAfterEnd(start + at));
                if (!isEnd) yield return (start + at + keyword, keyword > 3);
                at += keyword;
            }
        }
    }

    private static int Next(ReadOnlySpan<byte> text, out int keyword)
    {
        var anObject = text.IndexOf("obj"u8);
        var trailer = (anObject < 0 ? text : text[..anObject]).IndexOf("trailer"u8);
        keyword = trailer >= 0 ? "trailer".Length : "obj".Length;
        return trailer >= 0 ? trailer : anObject;
    }

    private bool IsAfterEnd(long position) => position >= 3 && Read(position - 3, 3).AsSpan().SequenceEqual("end"u8);

    private void Take(PdfObjects objects, long position, bool isTrailer)
    {
        var (value, after) = objects.ReadValue(position);
        if (value.Dictionary is not { } dictionary) return;
        findings.TakeTop(dictionary, isTrailer);
        if (isTrailer || !dictionary.IsObjectStream) return;
        if (objects.StreamAfter(after) is not { } start) return;
        // A wrong length would let a viewer search for the end and read on.
        if (dictionary.Filter == PdfFilter.None
            && !objects.IsEndOfStream(start + (dictionary.Number(PdfWord.Length) ?? 0))) findings.Add(FileFault.NotCheckable);
        else TakeObjectStream(dictionary, start);
    }

    // An object stream that cannot be read here might be readable for a viewer; that is a fault unless the file turns out to be encrypted.
    private void TakeObjectStream(PdfDictionary dictionary, long start)
    {
        if (Unpack(dictionary, start) is not { } content || dictionary.Number(PdfWord.First) is not { } first || dictionary.Number(PdfWord.N) is not { } count
            || count is < 0 or > MostObjectsInStream || first < 0 || first > content.Length)
        {
            findings.Add(FileFault.NotCheckable);
            return;
        }

        var objects = new PdfObjects(new ByteWindow(content, budget), findings, budget);
        long position = 0;
        for (var i = 0; i < count; i++)
        {
            if (objects.ReadNumber(ref position) is null || objects.ReadNumber(ref position) is not { } offset)
            {
                findings.Add(FileFault.Damaged);
                return;
            }

            objects.ReadValue(first + offset);
        }

        // Some viewers read the objects one after the other instead of by their offsets.
        for (position = first; position < content.Length;) position = Math.Max(position + 1, objects.ReadValue(position).After);
    }

    private MemoryStream? Unpack(PdfDictionary dictionary, long start)
    {
        if (dictionary.Filter == PdfFilter.Other) return null;
        if (dictionary.Filter == PdfFilter.None && dictionary.Number(PdfWord.Length) is null) return null;
        var content = new MemoryStream();
        var buffer = new byte[ChunkLength];
        bytes.Position = start;
        using var packed = dictionary.Filter == PdfFilter.Flate ? new ZLibStream(bytes, CompressionMode.Decompress, leaveOpen: true) : null;
        var left = packed is null ? dictionary.Number(PdfWord.Length)!.Value : LargestObjectStream + 1;
        try
        {
            while (left > 0 && (packed ?? bytes).Read(buffer, 0, (int)Math.Min(left, buffer.Length)) is var count and > 0)
            {
                budget.Spend(count);
                left -= count;
                content.Write(buffer, 0, count);
                if (content.Length > LargestObjectStream) return null;
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return content;
    }
}
