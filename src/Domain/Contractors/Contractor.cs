namespace Vemap.Domain.Contractors;

/// <summary>A company that works for the road authority; projects, closures and memberships name it.</summary>
public sealed class Contractor : TenantAggregate
{
    private Contractor()
    {
    }

    public Contractor(ContractorId id, string name, string? contactName, string? email, string? phone, DateTimeOffset now)
    {
        (Id, Name, ContactName, Email, Phone) = (id, name, contactName, email, phone);
        Touch(now);
    }

    public ContractorId Id { get; private set; }

    /// <summary>Unique in the environment, whatever its capitals.</summary>
    public string Name { get; private set; } = "";

    public string? ContactName { get; private set; }

    public string? Email { get; private set; }

    public string? Phone { get; private set; }

    public void Change(string name, string? contactName, string? email, string? phone, DateTimeOffset now)
    {
        (Name, ContactName, Email, Phone) = (name, contactName, email, phone);
        Touch(now);
    }
}
