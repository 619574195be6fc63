using Vemap.Domain.Deliveries;

namespace Vemap.Domain.Users;

/// <summary>A mail about an account. It is tried again by the rules for all mail until the server has accepted it; its content, with the secret in its link, is
/// kept until then.</summary>
public sealed class AccountMail : TenantAggregate
{
    /// <summary>An attempt without a result for this long counts as lost.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(15);

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

    /// <summary>Applies what the mail service or the provider reported.</summary>
    public void Record(DeliveryNews news, string? reply, DeliveryTerms terms, DateTimeOffset now)
    {
        var state = new DeliveryState(Status, Attempt, NextAttemptAt);
        var next = DeliveryRules.Decide(state, news, terms, now);
        if (next == state) return;
        LastReply = reply ?? LastReply;
        MoveTo(next, now);
    }

    /// <summary>Begins the attempt that is due, or repeats one that counts as lost; false: the deadline has passed.</summary>
    public bool TryAgain(DateTimeOffset now)
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
