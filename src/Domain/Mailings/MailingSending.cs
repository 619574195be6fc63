namespace Vemap.Domain.Mailings;

/// <summary>The circumstances of a sending.</summary>
public sealed record MailingSending(
    int Recipients,
    IReadOnlyDictionary<ClosureId, MailedVersion> Versions,
    DateTimeOffset? At,
    bool NeedsRelease,
    MailProof Proof,
    UserId By,
    string Subject,
    IReadOnlyDictionary<ClosureId, IReadOnlyList<MailedNight>>? Nights = null);

/// <summary>What a closure was like: its content, and which of its nights take place.</summary>
public sealed record MailedVersion(int Content, int Nights);
