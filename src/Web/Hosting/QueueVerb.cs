using Vemap.Infrastructure.Postgres.Queue;

namespace Vemap.Web.Hosting;

/// <summary>Dead letters: <c>queue dead</c> counts them, <c>queue show PLACE</c> lists them, <c>queue redrive PLACE [ID]</c> lets them be tried again and
/// <c>queue drop PLACE ID|all</c> gives them up.</summary>
internal static class QueueVerb
{
    private const string All = "all";

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (!IsKnown(arguments))
        {
            Terminal.Write($"Usage: queue dead | show PLACE | redrive PLACE [ID] | drop PLACE ID|{All}; PLACE is one of {string.Join(", ", DeadLetters.Places)}");
            return 2;
        }

        var builder = WebApplication.CreateBuilder();
        builder.AddVemap();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var letters = app.Services.GetRequiredService<DeadLetters>();
        await (arguments switch
        {
            ["show", var place] => ShowAsync(letters, place),
            ["redrive", var place] => RedriveAsync(letters, place, null),
            ["redrive", var place, var id] => RedriveAsync(letters, place, id),
            ["drop", var place, var id] => DropAsync(letters, place, id),
            _ => CountAsync(letters, app.Services.GetRequiredService<TimeProvider>()),
        });
        return 0;
    }

    private static bool IsKnown(string[] arguments) =>
        arguments is ["dead"] || (arguments is ["show" or "redrive", _] or ["redrive" or "drop", _, _] && DeadLetters.Places.Contains(arguments[1]));

    private static async Task CountAsync(DeadLetters letters, TimeProvider clock)
    {
        var dead = await letters.CountAsync(CancellationToken.None);
        if (dead.Count == 0) Terminal.Write("There are no dead letters.");
        foreach (var (place, count, oldest) in dead) Terminal.Write($"{place}: {count}, the oldest for {(clock.GetUtcNow() - oldest).TotalHours:N1} hours");
    }

    private static async Task ShowAsync(DeadLetters letters, string place)
    {
        var dead = await letters.ListAsync(place, CancellationToken.None);
        if (dead.Count == 0) Terminal.Write("There are no dead letters.");
        foreach (var letter in dead) Terminal.Write($"{letter.Id}  {letter.Since:u}  {letter.About}  failures: {letter.Failures}  {letter.Reason}");
    }

    private static async Task RedriveAsync(DeadLetters letters, string place, string? id) =>
        Terminal.Write($"{await letters.RedriveAsync(place, id, CancellationToken.None)} dead letters of {place} will be tried again.");

    private static async Task DropAsync(DeadLetters letters, string place, string id) =>
        Terminal.Write($"{await letters.DropAsync(place, id == All ? null : id, CancellationToken.None)} dead letters of {place} were dropped.");
}
