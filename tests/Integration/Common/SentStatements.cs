using System.Collections.Concurrent;
using System.Diagnostics;

namespace Vemap.Integration.Common;

/// <summary>What goes to one database while this listens, one entry a round trip, as the driver tells it. Unlike a time it is the same on every machine.</summary>
internal sealed class SentStatements : IDisposable
{
    private readonly ConcurrentQueue<string> all = new();
    private readonly ActivityListener listener;

    public SentStatements(TestDatabase database)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = sent =>
            {
                if (sent.GetTagItem("db.namespace") as string == database.Name && sent.GetTagItem("db.query.text") is string text) all.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyCollection<string> All => all;

    public void Dispose() => listener.Dispose();
}
