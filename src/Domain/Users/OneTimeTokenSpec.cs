using Ardalis.Specification;

namespace Vemap.Domain.Users;

/// <summary>Which one-time tokens a command loads.</summary>
public sealed class OneTimeTokenSpec : Specification<OneTimeToken>
{
    private OneTimeTokenSpec()
    {
    }

    public static OneTimeTokenSpec ById(Id<OneTimeToken> id)
    {
        var specification = new OneTimeTokenSpec();
        specification.Query.Where(token => token.Id == id);
        return specification;
    }

    public static OneTimeTokenSpec OpenOf(UserId user)
    {
        var specification = new OneTimeTokenSpec();
        specification.Query.Where(token => token.UserId == user && token.SpentAt == null);
        return specification;
    }
}
