using System.Buffers;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Doubles the dot at the start of a line (RFC 5321, 4.5.2), and refuses line breaks that are not CR LF: they are how mail is smuggled into mail.</summary>
internal static class DotStuffing
{
    private static readonly SearchValues<byte> LineBreaks = SearchValues.Create("\r\n"u8);

    public static void Write(ReadOnlySpan<byte> content, IBufferWriter<byte> to)
    {
        while (!content.IsEmpty)
        {
            if (content[0] == '.') to.Write("."u8);
            var end = content.IndexOfAny(LineBreaks);
            if (end < 0) break;
            if (content[end] != '\r' || end + 1 == content.Length || content[end + 1] != '\n') throw new FormatException("The content has a line break that is not CR LF.");
            to.Write(content[..(end + 2)]);
            content = content[(end + 2)..];
        }

        if (content.IsEmpty) return;
        to.Write(content);
        to.Write("\r\n"u8);
    }
}
