namespace Vemap.Application.Common.Requests;

/// <summary>Who calls, in which client environment, and what the database says they may do. One per scope; unit of work and query filters read it.</summary>
public sealed class CallContext
{
    /// <summary>The subject of the access token; empty for the system and for strangers.</summary>
    public UserId User { get; private set; }

    public SessionId Session { get; private set; }

    /// <summary>Claimed by the route until Authorization has checked it; empty outside any environment.</summary>
    public ClientEnvironmentId Environment { get; private set; }

    public bool IsSystem { get; private set; }

    public bool IsSignedIn => User != default;

    /// <summary>Set by Authorization; before that nothing of a project can be seen.</summary>
    public Access Access { get; private set; } = Access.Nothing;

    /// <summary>The caller's address, for the audit log.</summary>
    public string Origin { get; set; } = "";

    /// <summary>What limits count as one address: an IPv4 address, or the /64 of an IPv6 address.</summary>
    public string OriginGroup { get; set; } = "";

    public string TraceId { get; set; } = "";

    /// <summary>Takes over what the access token and the route say.</summary>
    public void Identify(UserId user, SessionId session, ClientEnvironmentId environment)
    {
        (User, Session, Environment) = (user, session, environment);
    }

    /// <summary>Becomes the system, inside one environment or, without one, on the platform.</summary>
    public void ActAsSystem(ClientEnvironmentId environment)
    {
        (User, Session, Environment, IsSystem, Access) = (default, default, environment, true, Access.System);
    }

    /// <summary>Goes on inside an environment that this very command has made.</summary>
    public void Enter(ClientEnvironmentId environment) => Environment = environment;

    public void Grant(Access access) => Access = access;
}

/// <summary>What a caller may see: null means all of the environment.</summary>
public sealed record Access(Role? Role, bool ReadOnly, ContractorId? Contractor, IReadOnlyList<ProjectId>? Projects, IReadOnlyList<ClosureId>? Closures)
{
    public static Access Nothing { get; } = new(null, ReadOnly: true, null, [], []);

    public static Access System { get; } = new(null, ReadOnly: false, null, null, null);
}
