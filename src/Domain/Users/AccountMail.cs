using Vemap.Domain.Deliveries;

namespace Vemap.Domain.Users;

/// <summary>A mail about an account, tried again by the rules for all mail until the server accepts it.</summary>
/// <remarks>Its contents, with the secret in its link, are kept no longer than that.</remarks>
public sealed class AccountMail : TenantAggregate
{
    /// <summary>When nothing was recorded of an attempt for this long, its message may be lost.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(15);

    /// <summary>After so many failures to put it on the mail queue it is a dead letter.</summary>
    public const int MostFailures = 5;

    private AccountMail()
    {
    }

    /// <param name="id">The mail's own id, which the mail service knows as the recipient's.</param>
    /// <param name="letter">Address, names and secret.</param>
    /// <param name="expiresAt">When the secret expires; null: there is none.</param>
    /// <param name="now">The first attempt is made at once.</param>
    public AccountMail(Id<AccountMail> id, string letter, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        (Id, Letter, Status, Attempt, Deadline) = (id, letter, RecipientStatus.Sending, 1, DeliveryRules.Deadline(now, expiresAt));
        Touch(now);
    }

    public Id<AccountMail> Id { get; private set; }

    /// <summary>Null once nothing more will be sent.</summary>
    public string? Letter { get; private set; }

    public RecipientStatus Status { get; private set; }

    public int Attempt { get; private set; }

    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>No attempt is made from then on.</summary>
    public DateTimeOffset Deadline { get; private set; }

    public string? LastReply { get; private set; }

    /// <summary>How often in a row it could not be put on the mail queue.</summary>
    public int Failures { get; private set; }

    /// <summary>Since when it is a dead letter, which is not tried again unless an operator redrives it.</summary>
    public DateTimeOffset? DeadAt { get; private set; }

    /// <summary>Why it could not be put on the mail queue the last time.</summary>
    public string? Reason { get; private set; }

    /// <summary>Applies an event of the mail service or the provider.</summary>
    public void Apply(DeliveryNews news, string? reply, DeliveryTerms terms, DateTimeOffset now)
    {
        var state = new DeliveryState(Status, Attempt, NextAttemptAt);
        var next = DeliveryRules.Decide(state, news, terms, now);
        if (next == state) return;
        LastReply = reply ?? LastReply;
        MoveTo(next, now);
    }

    /// <summary>Begins the attempt that is due, or repeats one whose message may be lost; false: it is too late for either.</summary>
    public bool TryAgain(DateTimeOffset now)
    {
        (Failures, Reason) = (0, null);
        if (now >= Deadline)
        {
            MoveTo(new DeliveryState(RecipientStatus.TechnicalFailure, Attempt, null), now);
            return false;
        }

        MoveTo(new DeliveryState(Status, NextAttemptAt is null ? Attempt : Attempt + 1, null), now);
        return true;
    }

    /// <summary>It could not be put on the mail queue: it is tried again after a while, and is a dead letter after too many failures.</summary>
    public void Postpone(string reason, DateTimeOffset now)
    {
        (Failures, Reason) = (Failures + 1, reason);
        if (Failures >= MostFailures) DeadAt = now;
        // One without a next attempt is found again when nothing has changed for ForgottenAfter.
        if (NextAttemptAt is not null) NextAttemptAt = now + TimeSpan.FromMinutes(Math.Pow(2, Failures - 1));
        Touch(now);
    }

    private void MoveTo(DeliveryState state, DateTimeOffset now)
    {
        (Status, Attempt, NextAttemptAt) = (state.Status, state.Attempt, state.NextAttemptAt);
        if (Status != RecipientStatus.Sending) Letter = null;
        Touch(now);
    }
}
