using System.Buffers;
using System.Text;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Reads replies as generously as possible: what decides is the code at the beginning; long texts are
/// cut, and a connection that breaks does not undo a code that was already said.</summary>
internal sealed class SmtpReplyReader(Func<Memory<byte>, CancellationToken, ValueTask<int>> receive)
{
    private const int LongestLine = 1000;
    private const int MostLines = 200;
    private const int MostBytes = 1 << 20;
    private readonly byte[] buffer = new byte[4096];
    private int start;
    private int end;
    private int left;

    /// <summary>Bytes have arrived that belong to no reply that was read.</summary>
    public bool HasUnread => start < end;

    public async Task<SmtpReply> ReadAsync(SmtpStep step, CancellationToken cancellationToken)
    {
        left = MostBytes;
        int? code = null;
        var (text, lines) = (new StringBuilder(), 0);
        while (true)
        {
            var (line, broken) = await LineAsync(cancellationToken);
            var said = Code(line);
            if (code is null && said is null && (line.Length > 0 || broken is not null))
                throw broken ?? new SmtpConnectionException("The server does not speak SMTP.");
            // After the final dot nothing may undo the first code: the mail may have been taken, and sending it again would double it.
            if (code is not null && broken is null && line.Length > 0 && said != code && step != SmtpStep.Content)
                throw new SmtpConnectionException("The server gave two codes in one reply.");
            code ??= said;
            if (line.Length > 4 && lines++ < MostLines) text.Append(lines == 1 ? "" : "\n").Append(line, 4, line.Length - 4);
            var isLast = said is not null && (line.Length == 3 || line[3] != '-');
            if (code is { } known && (broken is not null || isLast)) return new SmtpReply(known, text.ToString());
        }
    }

    private static int? Code(string line) =>
        line.Length >= 3 && line.AsSpan(0, 3).IndexOfAnyExceptInRange('0', '9') < 0 && (line.Length == 3 || !char.IsAsciiLetterOrDigit(line[3]))
        && int.Parse(line.AsSpan(0, 3)) is >= 200 and < 600 and var code ? code : null;

    /// <summary>The beginning of a line, and why it has no end if it has none.</summary>
    private async Task<(string Line, SmtpConnectionException? Broken)> LineAsync(CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>(128);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var part = buffer.AsSpan(start, length < 0 ? end - start : length);
            line.Write(part[..Math.Min(part.Length, LongestLine - line.WrittenCount)]);
            start += length < 0 ? part.Length : length + 1;
            left -= part.Length + 1;
            if (length >= 0) return (Text(line), null);
            if (left < 0) return (Text(line), new SmtpConnectionException("The server's reply has no end."));
            try
            {
                (start, end) = (0, await receive(buffer, cancellationToken));
            }
            catch (SmtpConnectionException broken)
            {
                (start, end) = (0, 0);
                return (Text(line), broken);
            }

            if (end == 0) return (Text(line), new SmtpConnectionException("The server closed the connection."));
        }
    }

    private static string Text(ArrayBufferWriter<byte> line) => Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\r');
}
