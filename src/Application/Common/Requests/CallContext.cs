namespace Vemap.Application.Common.Requests;

/// <summary>The caller, the client environment, and what the caller may do according to the database. One per scope; the unit of work and the query filters
/// read it.</summary>
public sealed class CallContext
{
    /// <summary>The subject of the access token; empty for the system and for callers without a token.</summary>
    public UserId User { get; private set; }

    public SessionId Session { get; private set; }

    /// <summary>Claimed by the route until Authorization has checked it; empty outside any environment.</summary>
    public ClientEnvironmentId Environment { get; private set; }

    public bool IsSystem { get; private set; }

    public bool IsSignedIn => User != default;

    /// <summary>Set by Authorization. Until then no row of a project is visible.</summary>
    public Access Access { get; private set; } = Access.Nothing;

    /// <summary>The caller's address, for the audit log.</summary>
    public string Origin { get; set; } = "";

    /// <summary>What limits count as one address: an IPv4 address, or the /64 of an IPv6 address.</summary>
    public string OriginGroup { get; set; } = "";

    public string TraceId { get; set; } = "";

    /// <summary>Sets the caller from the access token and the route.</summary>
    public void Identify(UserId user, SessionId session, ClientEnvironmentId environment)
    {
        (User, Session, Environment) = (user, session, environment);
    }

    /// <summary>Makes the system the caller, inside one environment or, without one, on the platform.</summary>
    public void ActAsSystem(ClientEnvironmentId environment)
    {
        (User, Session, Environment, IsSystem, Access) = (default, default, environment, true, Access.System);
    }

    /// <summary>Continues inside an environment that this command has created.</summary>
    public void Enter(ClientEnvironmentId environment) => Environment = environment;

    public void Grant(Access access) => Access = access;
}

/// <summary>What a caller may see. Null means everything in the environment.</summary>
public sealed record Access(Role? Role, bool ReadOnly, ContractorId? Contractor, IReadOnlyList<ProjectId>? Projects, IReadOnlyList<ClosureId>? Closures)
{
    public static Access Nothing { get; } = new(null, ReadOnly: true, null, [], []);

    public static Access System { get; } = new(null, ReadOnly: false, null, null, null);
}
