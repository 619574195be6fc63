using Vemap.Infrastructure.Postgres.Queue;

namespace Vemap.Web.Hosting;

/// <summary><c>queue dead</c>: what was given up on the queues; <c>queue redrive QUEUE</c>: lets it be tried again.</summary>
internal static class QueueVerb
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not (["dead"] or ["redrive", "mail" or "result" or "feedback"]))
        {
            Terminal.Write("Usage: queue dead | queue redrive mail|result|feedback");
            return 2;
        }

        var builder = WebApplication.CreateBuilder();
        builder.AddVemap();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var letters = app.Services.GetRequiredService<DeadLetters>();
        if (arguments is ["redrive", var queue])
            Terminal.Write($"{await letters.RedriveAsync(queue, CancellationToken.None)} dead letters of the {queue} queue will be received again.");
        else await WriteAsync(letters, app.Services.GetRequiredService<TimeProvider>());
        return 0;
    }

    private static async Task WriteAsync(DeadLetters letters, TimeProvider clock)
    {
        var dead = await letters.CountAsync(CancellationToken.None);
        if (dead.Count == 0) Terminal.Write("There are no dead letters.");
        foreach (var (queue, count, oldest) in dead) Terminal.Write($"{queue}: {count}, the oldest for {(clock.GetUtcNow() - oldest).TotalHours:N1} hours");
    }
}
