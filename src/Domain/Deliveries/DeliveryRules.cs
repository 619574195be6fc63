using Vemap.Domain.Mailings;

namespace Vemap.Domain.Deliveries;

/// <summary>Where a recipient stands: the attempt is the last one that was begun; with a next attempt planned, that one has failed.</summary>
public sealed record DeliveryState(RecipientStatus Status, int Attempt, DateTimeOffset? NextAttemptAt);

/// <summary>What was heard, about which attempt.</summary>
public sealed record DeliveryNews(DeliveryEventKind Kind, int Attempt);

/// <summary>What the decision depends on besides: the route's proof, until when attempts may be made, and chance (0 to 1) for the back-off.</summary>
/// <param name="FirstBackOff">How long after a first deferral it is tried again; each further one doubles it.</param>
/// <param name="AmbiguityWindow">How long events are waited for when nobody knows whether it went out.</param>
/// <param name="Unanswered">How many attempts until now the server took to the last byte without an answer; those that our own death cut off are not among them.</param>
public sealed record DeliveryTerms(MailProof Proof, DateTimeOffset Deadline, double Chance, TimeSpan? FirstBackOff = null, TimeSpan? AmbiguityWindow = null, int Unanswered = 0);

/// <summary>The one place that decides what becomes of a recipient: a pure function, so that late, doubled and reordered events can be tried out by the thousand.</summary>
public static class DeliveryRules
{
    /// <summary>A mail that the server keeps deferring is given up after this time.</summary>
    public static readonly TimeSpan RetryFor = TimeSpan.FromHours(4);

    /// <summary>A server that takes a mail so often without a word has probably delivered it as often: then nobody tries again by themselves.</summary>
    public const int MostUnanswered = 3;

    /// <summary>Without any event for this long the provider will not tell any more; only a route with events has this rule.</summary>
    public static readonly TimeSpan UnheardAfter = TimeSpan.FromHours(72);

    /// <summary>On a plain relay a mail counts as reached when no bounce has come for this long.</summary>
    public static readonly TimeSpan ReachedAfter = TimeSpan.FromHours(4);

    /// <summary>Where nothing else is configured.</summary>
    public static readonly TimeSpan FirstBackOff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(30);

    /// <summary>Only a higher rank replaces a state.</summary>
    public static int Rank(RecipientStatus status) => status switch
    {
        RecipientStatus.Queued => 0,
        RecipientStatus.Sending => 1,
        RecipientStatus.Sent => 2,
        RecipientStatus.TemporaryFailure or RecipientStatus.TechnicalFailure => 3,
        RecipientStatus.Delivered => 4,
        RecipientStatus.PermanentFailure => 5,
        RecipientStatus.Complained => 6,
        // No mail has gone out and none will: nothing replaces these.
        _ => 7,
    };

    /// <summary>After an answer that nobody can know, the time within which the provider's events would tell.</summary>
    public static TimeSpan AmbiguityWindow(MailProof proof) => proof == MailProof.AcceptedOnly ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(15);

    /// <summary>Attempts are made until the mailing expires, at most four hours after the first.</summary>
    public static DateTimeOffset Deadline(DateTimeOffset firstAttemptAt, DateTimeOffset? expiresAt) =>
        expiresAt < firstAttemptAt + RetryFor ? expiresAt.Value : firstAttemptAt + RetryFor;

    /// <summary>Whether an address is suppressed: after a complaint, or after a permanent failure whose enhanced code (RFC 3463) speaks of the address.</summary>
    /// <remarks>One rule for replies at RCPT, for delivery status notifications and for events. A full mailbox (5.2.2), refused content or policy (5.7.x), system
    /// faults (5.3.x) and failures without a code fail the mail and say nothing about the address.</remarks>
    public static bool Suppresses(DeliveryEventKind kind, string? enhancedCode) => kind switch
    {
        DeliveryEventKind.Complained => true,
        DeliveryEventKind.Bounced or DeliveryEventKind.Refused => enhancedCode is "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1",
        _ => false,
    };

    public static DeliveryState Decide(DeliveryState state, DeliveryNews news, DeliveryTerms terms, DateTimeOffset now) => news.Kind switch
    {
        DeliveryEventKind.Dispatched => Begin(state, news.Attempt),
        DeliveryEventKind.Deferred => Retry(state, news.Attempt, BackOff(state.Attempt, terms), terms, now),
        DeliveryEventKind.Ambiguous => Retry(state, news.Attempt, AmbiguityWait(state.Attempt, terms), terms, now),
        DeliveryEventKind.Suppressed => StopBefore(state, RecipientStatus.Suppressed),
        DeliveryEventKind.Cancelled => StopBefore(state, RecipientStatus.Cancelled),
        DeliveryEventKind.Expired => StopBefore(state, RecipientStatus.Expired),
        DeliveryEventKind.NotAllowed when state.Status == RecipientStatus.Queued => StopBefore(state, RecipientStatus.NotAllowed),
        DeliveryEventKind.NotAllowed or DeliveryEventKind.Failed => RaiseTo(state, RecipientStatus.TechnicalFailure, news.Attempt),
        DeliveryEventKind.Accepted => RaiseTo(state, RecipientStatus.Sent, news.Attempt),
        DeliveryEventKind.Delayed => RaiseTo(state, RecipientStatus.TemporaryFailure, news.Attempt),
        DeliveryEventKind.Unheard when terms.Proof == MailProof.Events => RaiseTo(state, RecipientStatus.TemporaryFailure, news.Attempt),
        DeliveryEventKind.Delivered => RaiseTo(state, RecipientStatus.Delivered, news.Attempt),
        DeliveryEventKind.Refused or DeliveryEventKind.Bounced => RaiseTo(state, RecipientStatus.PermanentFailure, news.Attempt),
        DeliveryEventKind.Complained => RaiseTo(state, RecipientStatus.Complained, news.Attempt),
        _ => state,
    };

    private static DeliveryState Begin(DeliveryState state, int attempt)
    {
        var first = state.Status == RecipientStatus.Queued && attempt == 1;
        var next = state is { Status: RecipientStatus.Sending, NextAttemptAt: not null } && attempt == state.Attempt + 1;
        return first || next ? new DeliveryState(RecipientStatus.Sending, attempt, null) : state;
    }

    // Only the attempt that is under way can be tried again, and only once: what is told late or twice plans nothing.
    private static DeliveryState Retry(DeliveryState state, int attempt, TimeSpan? wait, DeliveryTerms terms, DateTimeOffset now)
    {
        if (state is not { Status: RecipientStatus.Sending, NextAttemptAt: null } || attempt != state.Attempt) return state;
        return wait is { } time && now + time < terms.Deadline
            ? state with { NextAttemptAt = now + time }
            : state with { Status = RecipientStatus.TechnicalFailure };
    }

    // What has been tried already cannot be "suppressed" or "expired" any more: it has failed, and its last reply says why.
    private static DeliveryState StopBefore(DeliveryState state, RecipientStatus status) => state switch
    {
        { Status: RecipientStatus.Queued } => state with { Status = status },
        { Status: RecipientStatus.Sending, NextAttemptAt: not null } => state with { Status = RecipientStatus.TechnicalFailure, NextAttemptAt = null },
        _ => state,
    };

    private static DeliveryState RaiseTo(DeliveryState state, RecipientStatus status, int attempt) =>
        Rank(status) > Rank(state.Status) ? new DeliveryState(status, Math.Max(state.Attempt, attempt), null) : state;

    // Each further mail that may be a double waits longer than the one before. Null: there have been enough of them.
    private static TimeSpan? AmbiguityWait(int attempt, DeliveryTerms terms)
    {
        if (terms.Unanswered >= MostUnanswered) return null;
        var (window, backOff) = (terms.AmbiguityWindow ?? AmbiguityWindow(terms.Proof), BackOff(attempt, terms));
        return window > backOff ? window : backOff;
    }

    // 1, 2, 4 … 30 minutes, each between half and one and a half times as long, so that a crowd does not come back at once.
    private static TimeSpan BackOff(int attempt, DeliveryTerms terms)
    {
        var wait = (terms.FirstBackOff ?? FirstBackOff) * Math.Pow(2, Math.Clamp(attempt - 1, 0, 10));
        return (wait < LongestBackOff ? wait : LongestBackOff) * (0.5 + terms.Chance);
    }
}
