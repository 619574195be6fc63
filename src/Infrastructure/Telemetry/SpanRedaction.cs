using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace Vemap.Infrastructure.Telemetry;

/// <summary>Lets a span leave with the attributes of this list only: an instrumentation that records more one day does not send it.</summary>
/// <remarks>Not on it: paths, queries, addresses of clients, names of browsers, parameters of database commands.</remarks>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Allowed = FrozenSet.Create(
        "http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "server.address", "server.port",
        "error.type",
        "db.system.name", "db.namespace", "db.operation.name", "db.query.text", "db.response.status_code", "db.npgsql.prepared", "db.npgsql.rows");

    public override void OnEnd(Activity data)
    {
        if (IsNoise(data)) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        foreach (var tag in data.TagObjects.Where(tag => !Allowed.Contains(tag.Key)).ToList()) data.SetTag(tag.Key, null);
        // The description of a failure is its message; the caller's trace state is text that anybody may have written.
        if (data.Status != ActivityStatusCode.Unset) data.SetStatus(data.Status);
        data.TraceStateString = null;
    }

    // Loops ask the database several times a second whether there is work, and health is asked for as often.
    private static bool IsNoise(Activity data) =>
        (data.Source.Name == "Npgsql" && data.ParentId is null)
        || Path(Root(data))?.StartsWith("/health/", StringComparison.Ordinal) == true;

    private static Activity Root(Activity span)
    {
        while (span.Parent is { } parent) span = parent;
        return span;
    }

    private static string? Path(Activity span) => span.GetTagItem("url.path") as string;
}

/// <summary>Records an exception on a span as it may be logged, in place of its message.</summary>
internal sealed class SpanFailures : IHostedService, IDisposable
{
    private readonly ActivityListener listener = new()
    {
        ShouldListenTo = _ => true,
        ExceptionRecorder = (Activity _, Exception exception, ref TagList tags) =>
        {
            tags.Add("exception.message", "");
            tags.Add("exception.stacktrace", FailureText.Of(exception));
        },
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();
}
