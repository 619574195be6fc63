namespace Vemap.Domain.Mailings;

/// <summary>A closure that the mailing is about, and the version of its content that was told.</summary>
public sealed class MailingClosure : IProjectBound
{
    private MailingClosure()
    {
    }

    internal MailingClosure(MailingId mailingId, ProjectId projectId, ClosureId closureId) => (MailingId, ProjectId, ClosureId) = (mailingId, projectId, closureId);

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public MailingId MailingId { get; private set; }

    public ClosureId ClosureId { get; private set; }

    /// <summary>Null until the mailing is sent.</summary>
    public int? ContentVersion { get; private set; }

    /// <summary>The later version that somebody knew of when they let the mailing go on; it does not ask about that one again.</summary>
    public int? AcceptedVersion { get; private set; }

    /// <summary>The nights as they were told, or as whoever let the mailing go on knew them; null until the mailing is sent.</summary>
    public int? NightsVersion { get; private set; }

    /// <summary>The nights that its calendar gave; empty until the mailing is sent.</summary>
    public IReadOnlyList<MailedNight> Nights { get; private set; } = [];

    internal void Freeze(MailedVersion version, IReadOnlyList<MailedNight> nights) => (ContentVersion, NightsVersion, Nights) = (version.Content, version.Nights, nights);

    internal void Accept(MailedVersion seen) => (AcceptedVersion, NightsVersion) = (seen.Content, seen.Nights);
}
