using Vemap.Domain.Deliveries;

namespace Vemap.Domain.Users;

/// <summary>A mail about an account: it is tried again by the rules for all mail until the server has taken it. What it says, with the secret in its link, is kept no longer than that.</summary>
public sealed class AccountMail : TenantAggregate
{
    /// <summary>When nothing was heard of an attempt for this long, its message is feared lost.</summary>
    public static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(15);

    private AccountMail()
    {
    }

    /// <param name="id">The mail's own id, which is its recipient's for the mail service.</param>
    /// <param name="letter">Address, names and secret.</param>
    /// <param name="expiresAt">When the secret is of no use any more; null: there is none.</param>
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

    /// <summary>What mail service or provider told of it.</summary>
    public void Hear(DeliveryNews news, string? reply, DeliveryTerms terms, DateTimeOffset now)
    {
        var state = new DeliveryState(Status, Attempt, NextAttemptAt);
        var next = DeliveryRules.Decide(state, news, terms, now);
        if (next == state) return;
        LastReply = reply ?? LastReply;
        MoveTo(next, now);
    }

    /// <summary>Begins the attempt that is due, or repeats one that is feared lost; false: it is too late for either.</summary>
    public bool GoOn(DateTimeOffset now)
    {
        if (now >= Deadline)
        {
            MoveTo(new DeliveryState(RecipientStatus.TechnicalFailure, Attempt, null), now);
            return false;
        }

        MoveTo(new DeliveryState(Status, NextAttemptAt is null ? Attempt : Attempt + 1, null), now);
        return true;
    }

    private void MoveTo(DeliveryState state, DateTimeOffset now)
    {
        (Status, Attempt, NextAttemptAt) = (state.Status, state.Attempt, state.NextAttemptAt);
        if (Status != RecipientStatus.Sending) Letter = null;
        Touch(now);
    }
}
