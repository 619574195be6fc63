using System.Collections.Concurrent;
using MimeKit;

namespace Vemap.SmtpSink;

/// <summary>A mail that was taken, as it came over the wire.</summary>
public sealed record ArrivedMail(long Id, DateTimeOffset At, string From, string To, byte[] Raw, Fate Fate)
{
    private readonly Lazy<MimeMessage> message = new(() => Read(Raw));

    /// <summary>The mail taken apart; an empty one when nothing can be read from it.</summary>
    public MimeMessage Message => message.Value;

    public IReadOnlyList<MimePart> Files => [.. Message.Attachments.OfType<MimePart>()];

    private static MimeMessage Read(byte[] raw)
    {
        try
        {
            return MimeMessage.Load(new MemoryStream(raw));
        }
        catch (FormatException)
        {
            return new MimeMessage();
        }
    }
}

public static class MimePartExtensions
{
    public static byte[] Bytes(this MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }
}

/// <summary>Keeps the last mails, and counts everything.</summary>
public sealed class Mailbox(SinkOptions options)
{
    private readonly Lock gate = new();
    private readonly Queue<ArrivedMail> mails = new();
    private readonly ConcurrentDictionary<string, long> counts = new();
    private long last;

    /// <summary>How often each thing happened: connections, accepted, rejected, deferred, full, data-refused, dropped, ….</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    public void Count(string what) => counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    public ArrivedMail Add(DateTimeOffset at, string from, string to, byte[] raw, Fate fate)
    {
        var mail = new ArrivedMail(Interlocked.Increment(ref last), at, from, to, raw, fate);
        lock (gate)
        {
            mails.Enqueue(mail);
            if (mails.Count > options.Keep) mails.Dequeue();
        }

        Count("accepted");
        return mail;
    }

    /// <summary>The newest first; those whose recipient contains the text.</summary>
    public IReadOnlyList<ArrivedMail> List(string? to, int limit)
    {
        lock (gate)
        {
            return [.. mails.Reverse().Where(mail => to is null || mail.To.Contains(to, StringComparison.OrdinalIgnoreCase)).Take(limit)];
        }
    }

    public ArrivedMail? Find(long id)
    {
        lock (gate)
        {
            return mails.FirstOrDefault(mail => mail.Id == id);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            mails.Clear();
        }

        counts.Clear();
    }
}
