namespace Vemap.Application.Common.Requests;

/// <summary>Who may send a request; without it a request is refused at start-up and at run time.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AccessAttribute : Attribute
{
    /// <summary>Members of the environment with one of these roles. Admin enters an environment only where it is named.</summary>
    public AccessAttribute(params Role[] roles) => Roles = roles;

    /// <summary>Anyone, whoever is signed in, or the system itself.</summary>
    public AccessAttribute(Audience audience)
    {
        Audience = audience;
        Roles = [];
    }

    public Audience Audience { get; } = Audience.Members;

    public IReadOnlyList<Role> Roles { get; }
}

/// <summary>The circles around the roles.</summary>
public enum Audience
{
    /// <summary>Users with one of the roles named.</summary>
    Members,

    /// <summary>Nobody needs to be signed in.</summary>
    Anonymous,

    /// <summary>Any active user.</summary>
    SignedIn,

    /// <summary>Consumers and background work; never an endpoint.</summary>
    System,
}
