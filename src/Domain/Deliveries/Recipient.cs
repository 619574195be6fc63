using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Domain.Deliveries;

/// <summary>One person, one mail. A row of its own: a mailing may have ten thousand, which are written and changed in sets.</summary>
public sealed class Recipient : IProjectBound
{
    private Recipient()
    {
    }

    public Recipient(RecipientId id, Mailing mailing, RecipientPerson person, string contentKey, bool isTest, DateTimeOffset now)
    {
        (Id, MailingId, ProjectId) = (id, mailing.Id, mailing.ProjectId);
        (StakeholderId, Name, Organisation) = (person.StakeholderId, person.Name, person.Organisation);
        (Address, OfEnvironment, Mandatory) = (person.Address, person.OfEnvironment, person.Mandatory);
        (ContentKey, IsTest, CreatedAt, UpdatedAt) = (contentKey, isTest, now, now);
    }

    public RecipientId Id { get; private set; }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public MailingId MailingId { get; private set; }

    /// <summary>Null for a test mail to oneself.</summary>
    public StakeholderId? StakeholderId { get; private set; }

    public string Name { get; private set; } = "";

    public string? Organisation { get; private set; }

    /// <summary>In lower case; frozen when the mailing was sent.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Of the environment's register: a Manager does not see the address.</summary>
    public bool OfEnvironment { get; private set; }

    /// <summary>No guard ever holds this mail.</summary>
    public bool Mandatory { get; private set; }

    /// <summary>Where the message store keeps what this recipient is sent.</summary>
    public string ContentKey { get; private set; } = "";

    /// <summary>A test mail to the sender; it counts for nothing.</summary>
    public bool IsTest { get; private set; }

    public RecipientStatus Status { get; private set; }

    public int Attempt { get; private set; }

    public DateTimeOffset? FirstAttemptAt { get; private set; }

    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>When the server took the mail over.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    public string? LastReply { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>What is merged into the content for this recipient alone.</summary>
    public IReadOnlyDictionary<string, string> Values() => ValuesOf(Name, Organisation);

    /// <summary>The same for somebody who is no recipient yet.</summary>
    public static IReadOnlyDictionary<string, string> ValuesOf(string name, string? organisation) =>
        new Dictionary<string, string> { [MessagePlaceholders.RecipientName] = name, [MessagePlaceholders.RecipientOrganisation] = organisation ?? "" };
}

/// <summary>Whom a mail goes to.</summary>
public sealed record RecipientPerson(StakeholderId? StakeholderId, string Name, string? Organisation, string Address, bool OfEnvironment, bool Mandatory);
