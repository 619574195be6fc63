namespace Vemap.Application.Common.Requests;

/// <summary>Who may send a request. A request without it is refused at start-up and at run time.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AccessAttribute : Attribute
{
    /// <summary>Members of the environment with one of these roles. An Admin may enter an environment only by requests that name Admin.</summary>
    public AccessAttribute(params Role[] roles) => Roles = roles;

    /// <summary>Everybody, every signed-in user, or only the system.</summary>
    public AccessAttribute(Audience audience)
    {
        Audience = audience;
        Roles = [];
    }

    public Audience Audience { get; } = Audience.Members;

    public IReadOnlyList<Role> Roles { get; }
}

/// <summary>Who may send a request, apart from roles.</summary>
public enum Audience
{
    /// <summary>Users with one of the roles named.</summary>
    Members,

    /// <summary>Callers without a token too.</summary>
    Anonymous,

    /// <summary>Any active user.</summary>
    SignedIn,

    /// <summary>Consumers and background work; never an endpoint.</summary>
    System,
}
