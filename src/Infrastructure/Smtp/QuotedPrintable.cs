using System.Buffers;
using System.Text;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Quoted-printable (RFC 2045, 6.7) of a text in UTF-8: readable, 7 bit, lines of at most 76, each line break as CR LF.</summary>
internal static class QuotedPrintable
{
    private const int MaxLine = 76;

    public static void Write(string text, IBufferWriter<byte> to)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var column = 0;
        for (var index = 0; index < bytes.Length; index++)
        {
            var current = bytes[index];
            if (current is (byte)'\r' or (byte)'\n')
            {
                if (current == '\r' && index + 1 < bytes.Length && bytes[index + 1] == '\n') index++;
                to.Write("\r\n"u8);
                column = 0;
                continue;
            }

            // A space or tab at the end of a line would be lost on the way.
            var last = index + 1 == bytes.Length || bytes[index + 1] is (byte)'\r' or (byte)'\n';
            var plain = current is > 32 and < 127 and not (byte)'=' || (current is (byte)' ' or (byte)'\t' && !last);
            var width = plain ? 1 : 3;
            if (column + width > (last ? MaxLine : MaxLine - 1))
            {
                to.Write("=\r\n"u8);
                column = 0;
            }

            column += width;
            var span = to.GetSpan(3);
            if (plain)
            {
                span[0] = current;
            }
            else
            {
                span[0] = (byte)'=';
                span[1] = Hex(current >> 4);
                span[2] = Hex(current & 15);
            }

            to.Advance(width);
        }

        if (column > 0) to.Write("\r\n"u8);
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
