using Vemap.Application.Common.Ports;

namespace Vemap.MailService;

/// <summary>Whether the service can do its work: the queue can be read and the mail server can be reached.</summary>
internal sealed partial class MailHealth(IMailQueue queue, IMailServerHealth server, ILogger<MailHealth> log)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>What is missing; nothing when the service is ready.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        var queueIsReadable = IsSoAsync("queue", async () => await queue.DepthAsync(limit.Token) >= 0, cancellationToken);
        var serverIsReachable = IsSoAsync("mail server", () => server.IsReachableAsync(limit.Token), cancellationToken);
        List<string> faults = [];
        if (!await queueIsReadable) faults.Add("The queue cannot be read.");
        if (!await serverIsReachable) faults.Add("The mail server cannot be reached.");
        return faults;
    }

    private async Task<bool> IsSoAsync(string what, Func<Task<bool>> check, CancellationToken cancellationToken)
    {
        try
        {
            return await check();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(log, exception, what);
            return false;
        }
    }

    [LoggerMessage(22, LogLevel.Warning, "The check of the {What} failed")]
    private static partial void Failed(ILogger log, Exception exception, string what);
}

internal static class HealthEndpoints
{
    /// <summary>/health/live: the process runs. /health/ready: mails can be taken from the queue and handed over.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => "live");
        routes.MapGet("/health/ready", async (MailHealth health, CancellationToken cancellationToken) =>
        {
            var faults = await health.FaultsAsync(cancellationToken);
            return faults.Count == 0 ? Results.Text("ready") : Results.Text(string.Join('\n', faults), statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }
}
