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

    public static UserSpec WithEmail(string email)
    {
        var specification = new UserSpec();
        var address = User.Normalise(email);
        specification.Query.Where(user => user.Email == address);
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
