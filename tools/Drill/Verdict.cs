using System.Globalization;
using System.Text.Json;
using Vemap.Lab;

namespace Vemap.Drill;

/// <summary>What arrived at the sink, compared with what the application says of each recipient.</summary>
/// <param name="Lost">Recipients to whom nothing arrived, whatever their state.</param>
/// <param name="Untrue">Recipients who have the mail and are not "delivered".</param>
/// <param name="Doubles">Mails that a recipient got beyond the first.</param>
/// <param name="Ambiguous">Attempts whose outcome was unknown.</param>
/// <param name="DeadLetters">Messages and events that were given up, and events that failed and still wait.</param>
/// <param name="Untraced">Doubles without an attempt that is recorded as ambiguous.</param>
internal sealed record Verdict(int Recipients, int Arrived, int Lost, int Untrue, int Doubles, int Untraced, int Ambiguous, int DeadLetters, IReadOnlyList<string> Faults)
{
    private const string States = """
        select r.id, r.status, coalesce((select array_agg(e.attempt) from delivery_events e where e.recipient_id = r.id and e.kind = 'ambiguous'), '{}')
        from recipients r where r.mailing_id = any($1) and not r.is_test
        """;

    /// <summary>Whether the mailings were complete in time.</summary>
    public bool Completed { get; init; }

    /// <summary>True when nothing was lost and every double follows an attempt that is recorded as ambiguous.</summary>
    public bool IsGood => Completed && Lost == 0 && Untrue == 0 && Untraced == 0;

    public static async Task<Verdict> ReadAsync(Laboratory lab, Observer observer, Guid[] mailings, CancellationToken cancellationToken)
    {
        var arrived = (await ArrivedAsync(observer, cancellationToken)).ToLookup(mail => mail.Recipient, mail => mail.Attempt);
        var people = await Sql.ListAsync(lab.Owner, States, row => (Id: row.GetGuid(0), Status: row.GetString(1), Ambiguous: row.GetFieldValue<int[]>(2)), cancellationToken, mailings);
        var (lost, untrue, doubles, untraced, faults) = (0, 0, 0, 0, new List<string>());
        foreach (var (id, status, ambiguous) in people)
        {
            var attempts = arrived[id].Order().ToList();
            if (attempts.Count == 0) lost++;
            if (attempts.Count > 0 && status != "delivered") untrue++;
            doubles += Math.Max(0, attempts.Count - 1);
            // A further attempt is right only after one that was ambiguous; the same attempt twice never is.
            var without = attempts.Zip(attempts.Skip(1)).Count(pair => pair.First == pair.Second || !ambiguous.Contains(pair.First));
            untraced += without;
            if (attempts.Count == 0 || status != "delivered" || without > 0)
                faults.Add($"{id}: {status}, arrived as attempt [{string.Join(", ", attempts)}], ambiguous [{string.Join(", ", ambiguous)}]");
        }

        return new Verdict(people.Count, arrived.Sum(mails => mails.Count()), lost, untrue, doubles, untraced, people.Sum(person => person.Ambiguous.Length), await DeadLettersAsync(lab, cancellationToken), faults);
    }

    public void Print()
    {
        foreach (var fault in Faults.Take(20)) Screen.Say($"  {fault}");
        Screen.Say($"{Recipients} recipients, {Arrived} mails arrived, {Recipients - Untrue - Lost} recipients delivered; {Ambiguous} attempts ambiguous.");
        Screen.Say($"lost: {Lost}, doubles: {Doubles} ({(Untraced == 0 ? "all recorded as ambiguous" : $"{Untraced} WITHOUT A TRACE")}), dead letters: {DeadLetters}");
    }

    // Whatever has a moment of death: queues today, and any table that is given one.
    private const string Graves = """
        select format('select count(*) from %I.%I where dead_at is not null', table_schema, table_name) from information_schema.columns
        where column_name = 'dead_at' and table_schema in ('public', 'queue', 'mail')
        """;

    private static async Task<int> DeadLettersAsync(Laboratory lab, CancellationToken cancellationToken)
    {
        var counts = await Sql.ListAsync(lab.Owner, Graves, row => row.GetString(0), cancellationToken);
        var dead = 0L;
        foreach (var count in counts.Append("select count(*) from outbox where failures > 0"))
            dead += (await Sql.ListAsync(lab.Superuser, count, row => row.GetInt64(0), cancellationToken))[0];
        return (int)dead;
    }

    private static async Task<List<(Guid Recipient, int Attempt)>> ArrivedAsync(Observer observer, CancellationToken cancellationToken)
    {
        using var mails = JsonDocument.Parse(await observer.Client.GetStringAsync(new Uri(observer.Sink, "/api/mails?limit=1000000"), cancellationToken));
        return [.. mails.RootElement.EnumerateArray().Select(mail => (mail.GetProperty("recipient").GetGuid(), int.Parse(mail.GetProperty("attempt").GetString()!, CultureInfo.InvariantCulture)))];
    }
}
