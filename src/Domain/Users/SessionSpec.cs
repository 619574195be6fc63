using Ardalis.Specification;

namespace Vemap.Domain.Users;

/// <summary>Which sessions a command loads.</summary>
public sealed class SessionSpec : Specification<Session>
{
    private SessionSpec()
    {
    }

    public static SessionSpec ById(SessionId id)
    {
        var specification = new SessionSpec();
        specification.Query.Where(session => session.Id == id);
        return specification;
    }

    public static SessionSpec OpenOf(UserId user, DateTimeOffset now)
    {
        var specification = new SessionSpec();
        specification.Query.Where(session => session.UserId == user && session.EndedAt == null && session.ExpiresAt > now);
        return specification;
    }
}
