using System.Diagnostics;
using System.Text.Json;
using Vemap.Lab;

namespace Vemap.Drill;

/// <summary>Follows mailings from outside: what has arrived at the sink, and whether the application says that they are complete.</summary>
internal sealed class Observer(Laboratory lab, Uri sink) : IDisposable
{
    private readonly HttpClient client = new();

    public HttpClient Client => client;

    public Uri Sink => sink;

    /// <summary>How many mails the sink has accepted.</summary>
    public async Task<int> ArrivedAsync(CancellationToken cancellationToken)
    {
        using var counts = JsonDocument.Parse(await client.GetStringAsync(new Uri(sink, "/api/counts"), cancellationToken));
        return counts.RootElement.TryGetProperty("accepted", out var accepted) ? accepted.GetInt32() : 0;
    }

    public async Task UntilArrivedAsync(double mails, Stopwatch watch, TimeSpan patience, CancellationToken cancellationToken)
    {
        while (await ArrivedAsync(cancellationToken) < mails && watch.Elapsed < patience) await Task.Delay(20, cancellationToken);
    }

    /// <summary>False when they are not complete in time.</summary>
    public async Task<bool> UntilCompleteAsync(Guid[] mailings, Stopwatch watch, TimeSpan patience, CancellationToken cancellationToken)
    {
        while (watch.Elapsed < patience)
        {
            var open = await Sql.ListAsync(
                lab.Owner, "select count(*) from mailings where id = any($1) and status <> 'completed'", row => row.GetInt64(0), cancellationToken, mailings);
            if (open is [0]) return true;
            await Task.Delay(200, cancellationToken);
        }

        return false;
    }

    public void Dispose() => client.Dispose();
}
