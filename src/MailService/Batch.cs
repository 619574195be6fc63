using Vemap.Application.Common.Ports;

namespace Vemap.MailService;

/// <summary>The batch of mails that a scope works on. Its room becomes free as results are recorded, and at the latest when the scope ends.</summary>
internal sealed class Batch : IBatchProgress, IDisposable
{
    private SemaphoreSlim? room;
    private int left;

    /// <summary>From now on this scope's batch holds so many places.</summary>
    public void Begin(SemaphoreSlim room, int messages) => (this.room, left) = (room, messages);

    public void Settled(int messages)
    {
        var free = Math.Min(messages, left);
        left -= free;
        if (free > 0) room?.Release(free);
    }

    public void Dispose() => Settled(left);
}
