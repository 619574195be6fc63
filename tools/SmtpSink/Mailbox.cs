using System.Collections.Concurrent;

namespace Vemap.SmtpSink;

/// <summary>A mail that was taken, as it came over the wire.</summary>
public sealed record ArrivedMail(long Id, DateTimeOffset At, string From, string To, byte[] Raw, Fate Fate)
{
    private readonly Lazy<MimeMessage> message = new(() => MimeMessage.Parse(Raw));

    public MimeMessage Message => message.Value;
}

/// <summary>Keeps the last mails, and counts everything.</summary>
public sealed class Mailbox(SinkOptions options)
{
    private readonly Lock gate = new();
    private readonly Queue<ArrivedMail> mails = new();
    private readonly ConcurrentDictionary<string, long> counts = new();
    private long last;

    /// <summary>How often what happened: connections, accepted, rejected, deferred, full, data-refused, dropped, ….</summary>
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
