using Ardalis.Specification;

namespace Vemap.Domain.Users;

/// <summary>Which users a command loads.</summary>
public sealed class UserSpec : Specification<User>
{
    private UserSpec()
    {
    }

    public static UserSpec ById(UserId id)
    {
        var specification = new UserSpec();
        specification.Query.Where(user => user.Id == id);
        return specification;
    }

    /// <summary>The user with this address, however it is spelled. Where two older users have two spellings of one address, the one whose own spelling it
    /// is.</summary>
    public static UserSpec WithEmail(string email)
    {
        var specification = new UserSpec();
        var (canonical, typed) = (MailAddress.Canonical(email), email.Trim().ToLowerInvariant());
        specification.Query.Where(user => user.CanonicalEmail == canonical || user.CanonicalEmail == typed).OrderBy(user => user.CanonicalEmail == canonical);
        return specification;
    }

    public static UserSpec ActiveAdmins()
    {
        var specification = new UserSpec();
        specification.Query.Where(user => user.IsAdmin && user.Status == UserStatus.Active);
        return specification;
    }

    public static UserSpec OtherActiveAdmins(UserId than)
    {
        var specification = ActiveAdmins();
        specification.Query.Where(user => user.Id != than);
        return specification;
    }
}
