using Vemap.Domain.Common;

namespace Vemap.Domain.Users;

public sealed class Session : AggregateRoot, IPlatformWide
{
    private Session()
    {
    }

    public SessionId Id { get; private set; }
}
