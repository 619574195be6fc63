namespace Vemap.Domain.Users;

/// <summary>What somebody is in a client environment; Admin is a flag on the user instead and runs the platform.</summary>
public enum Role
{
    Admin,
    Organisation,
    Manager,
    Stakeholder,
}
