using Vemap.Domain.Closures;

namespace Vemap.Domain.Stakeholders;

/// <summary>Why somebody must know about closures.</summary>
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

/// <summary>Somebody who must be told about closures: in the register of the environment, or of one project only.</summary>
public sealed class Stakeholder : TenantAggregate, IRegisterBound
{
    private Stakeholder()
    {
    }

    public Stakeholder(StakeholderId id, ProjectId? projectId, StakeholderDetails details, DateTimeOffset now)
    {
        (Id, ProjectId) = (id, projectId);
        Take(details);
        Touch(now);
    }

    public StakeholderId Id { get; private set; }

    /// <summary>Null: the register of the environment, which only Organisation changes.</summary>
    public ProjectId? ProjectId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name in lower case: lists sort by it and search its beginning.</summary>
    public string SortName { get; private set; } = "";

    public string? Organisation { get; private set; }

    public string Email { get; private set; } = "";

    /// <summary>Where mail goes when the address above has bounced.</summary>
    public string? FallbackEmail { get; private set; }

    public string? Phone { get; private set; }

    /// <summary>"nl" or "en": mail goes out in it.</summary>
    public string Language { get; private set; } = "nl";

    public StakeholderCategory Category { get; private set; }

    /// <summary>Must have been told before a closure starts; no guard ever holds their mail.</summary>
    public bool Mandatory { get; private set; }

    /// <summary>Null: interested in everything.</summary>
    public GeoJson? InterestArea { get; private set; }

    /// <summary>The user who logs in as this stakeholder.</summary>
    public UserId? LinkedUser { get; private set; }

    public void Change(StakeholderDetails details, DateTimeOffset now)
    {
        Take(details);
        Touch(now);
    }

    private void Take(StakeholderDetails details)
    {
        (Name, SortName) = (details.Name, details.Name.ToLowerInvariant());
        (Organisation, Email, FallbackEmail, Phone) = (details.Organisation, details.Email, details.FallbackEmail, details.Phone);
        (Language, Category, Mandatory) = (details.Language, details.Category, details.Mandatory);
        (InterestArea, LinkedUser) = (details.InterestArea, details.LinkedUser);
    }
}

/// <summary>What can be changed of a stakeholder.</summary>
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
