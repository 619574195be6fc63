using System.Text;

namespace Vemap.SmtpSink;

/// <summary>Reads a stream by lines and by mail contents; what is read ahead stays for the next read.</summary>
internal sealed class LineBuffer(Stream stream)
{
    private const int MaxLine = 4096;
    private const int MaxContent = 20 << 20;
    private byte[] buffer = new byte[32 * 1024];
    private int start;
    private int end;

    /// <summary>Whether a whole line has been read ahead.</summary>
    public bool HasLine => buffer.AsSpan(start, end - start).Contains((byte)'\n');

    public bool IsEmpty => start == end;

    /// <summary>The next line without its end, or null when the stream has ended or the line is too long.</summary>
    public async ValueTask<string?> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer, start, length).TrimEnd('\r');
                start += length + 1;
                return line;
            }

            if (end - start > MaxLine || !await FillAsync(cancellationToken)) return null;
        }
    }

    /// <summary>All up to the line with a single dot, doubled dots undone; null when the stream has ended or there is too much.</summary>
    public async ValueTask<byte[]?> ContentAsync(CancellationToken cancellationToken)
    {
        var looked = 0;
        while (true)
        {
            var content = buffer.AsSpan(start, end - start);
            if (content.StartsWith(".\r\n"u8))
            {
                start += 3;
                return [];
            }

            var from = Math.Max(0, looked - 4);
            var length = content[from..].IndexOf("\r\n.\r\n"u8);
            if (length >= 0)
            {
                start += from + length + 5;
                return WithoutStuffing(content[..(from + length + 2)]);
            }

            looked = content.Length;
            if (looked > MaxContent || !await FillAsync(cancellationToken)) return null;
        }
    }

    private static byte[] WithoutStuffing(ReadOnlySpan<byte> content)
    {
        var bytes = new byte[content.Length];
        var length = 0;
        if (content[0] == '.') content = content[1..];
        while (content.IndexOf("\r\n."u8) is >= 0 and var index)
        {
            content[..(index + 2)].CopyTo(bytes.AsSpan(length));
            length += index + 2;
            content = content[(index + 3)..];
        }

        content.CopyTo(bytes.AsSpan(length));
        return bytes[..(length + content.Length)];
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (start == end) (start, end) = (0, 0);
        if (end == buffer.Length)
        {
            var target = start > 0 ? buffer : new byte[buffer.Length * 2];
            buffer.AsSpan(start, end - start).CopyTo(target);
            (buffer, end, start) = (target, end - start, 0);
        }

        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += read;
        return read > 0;
    }
}
