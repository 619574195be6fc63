using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Vemap.SmtpSink;

/// <summary>What the sink does with a mail, as a provider could.</summary>
public enum Fate
{
    Deliver,
    Reject,
    Defer,
    Full,
    RefuseData,
    Drop,
    DropAfterDot,
    Slow,
    Bounce,
    Complain,
    Delay,
    Silent,
}

/// <summary>The recipient's local part says what happens: "reject.17@" is always refused, "reject-12@" in
/// 12 of 100 mails, "greylist@" is deferred once, "greylist-2@" twice.</summary>
public sealed partial class Behaviour
{
    public static readonly IReadOnlyDictionary<string, (Fate Fate, string Says)> Words = new Dictionary<string, (Fate, string)>(StringComparer.OrdinalIgnoreCase)
    {
        ["reject"] = (Fate.Reject, "550 5.1.1 at RCPT: unknown mailbox"),
        ["defer"] = (Fate.Defer, "451 4.7.1 at RCPT: try later"),
        ["greylist"] = (Fate.Defer, "451 4.7.1 the first time (greylist-3: the first three), accepted after that"),
        ["full"] = (Fate.Full, "552 5.2.2 at RCPT: mailbox full"),
        ["data-reject"] = (Fate.RefuseData, "554 5.7.1 after the content"),
        ["drop-dot"] = (Fate.DropAfterDot, "takes the mail and closes the connection without a reply"),
        ["drop"] = (Fate.Drop, "closes the connection at RCPT"),
        ["slow"] = (Fate.Slow, "accepts after two seconds"),
        ["bounce"] = (Fate.Bounce, "accepted, then reported as a permanent bounce"),
        ["complaint"] = (Fate.Complain, "accepted, delivered, then reported as spam"),
        ["delay"] = (Fate.Delay, "accepted, reported as delayed, then as delivered"),
        ["silent"] = (Fate.Silent, "accepted, and nothing reported"),
    };

    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.OrdinalIgnoreCase);

    public Fate Of(string address)
    {
        var match = Name().Match(address);
        if (!match.Success) return Fate.Deliver;
        var word = match.Groups["word"].Value;
        var fate = Words[word].Fate;
        var number = match.Groups["number"].Success ? int.Parse(match.Groups["number"].ValueSpan) : (int?)null;
        if (word.Equals("greylist", StringComparison.OrdinalIgnoreCase)) return Next(address) < (number ?? 1) ? fate : Fate.Deliver;
        // Spread evenly: of every hundred mails to "reject-12…" exactly twelve are refused.
        if (number is not { } percent) return fate;
        return Next($"{word}-{percent}") * percent % 100 < percent ? fate : Fate.Deliver;
    }

    private int Next(string key) => counts.AddOrUpdate(key, 0, (_, count) => count + 1);

    [GeneratedRegex(@"^(?<word>reject|defer|greylist|full|data-reject|drop-dot|drop|slow|bounce|complaint|delay|silent)(?:-(?<number>100|\d{1,2})(?!\d))?(?![A-Za-z-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
