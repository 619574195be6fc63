namespace Vemap.Domain.Mailings;

/// <summary>A night that a mailing announced, as its calendar gave it; a later mailing cancels it when the closure has lost it.</summary>
public sealed record MailedNight(OccurrenceId Occurrence, DateTimeOffset StartsAt, DateTimeOffset EndsAt);
