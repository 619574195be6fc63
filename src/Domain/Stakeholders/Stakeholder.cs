using Vemap.Domain.Closures;

namespace Vemap.Domain.Stakeholders;

/// <summary>Why a stakeholder is informed about closures.</summary>
public enum StakeholderCategory
{
    EmergencyServices,
    PublicTransport,
    Municipality,
    RoadAuthority,
    Business,
    Residents,
    Other,
}

/// <summary>A person or organisation that is informed about closures, in the register of the environment or of one project.</summary>
public sealed class Stakeholder : TenantAggregate, IRegisterBound
{
    private Stakeholder()
    {
    }

    public Stakeholder(StakeholderId id, ProjectId? projectId, StakeholderDetails details, DateTimeOffset now)
    {
        (Id, ProjectId) = (id, projectId);
        Set(details);
        Touch(now);
    }

    public StakeholderId Id { get; private set; }

    /// <summary>Null: in the register of the environment, which only Organisation changes.</summary>
    public ProjectId? ProjectId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name in lower case, by which lists sort and search.</summary>
    public string SortName { get; private set; } = "";

    public string? Organisation { get; private set; }

    public string Email { get; private set; } = "";

    /// <summary>The address for mail when the first address has bounced.</summary>
    public string? FallbackEmail { get; private set; }

    public string? Phone { get; private set; }

    /// <summary>The language of mails: "nl" or "en".</summary>
    public string Language { get; private set; } = "nl";

    public StakeholderCategory Category { get; private set; }

    /// <summary>Must be informed before a closure starts. The bounce guard never stops mail to them.</summary>
    public bool Mandatory { get; private set; }

    /// <summary>Null: interested in the whole area.</summary>
    public GeoJson? InterestArea { get; private set; }

    /// <summary>The user who logs in as this stakeholder.</summary>
    public UserId? LinkedUser { get; private set; }

    public void Change(StakeholderDetails details, DateTimeOffset now)
    {
        Set(details);
        Touch(now);
    }

    private void Set(StakeholderDetails details)
    {
        (Name, SortName) = (details.Name, details.Name.ToLowerInvariant());
        (Organisation, Email, FallbackEmail, Phone) = (details.Organisation, details.Email, details.FallbackEmail, details.Phone);
        (Language, Category, Mandatory) = (details.Language, details.Category, details.Mandatory);
        (InterestArea, LinkedUser) = (details.InterestArea, details.LinkedUser);
    }
}

/// <summary>The details of a stakeholder that can be changed.</summary>
public sealed record StakeholderDetails(
    string Name,
    string? Organisation,
    string Email,
    string? FallbackEmail,
    string? Phone,
    string Language,
    StakeholderCategory Category,
    bool Mandatory,
    GeoJson? InterestArea,
    UserId? LinkedUser);
