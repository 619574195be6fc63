using Vemap.Domain.Common;

namespace Vemap.Domain.Users;

public sealed class User : AggregateRoot, IPlatformWide
{
    private User()
    {
    }

    public UserId Id { get; private set; }
}
