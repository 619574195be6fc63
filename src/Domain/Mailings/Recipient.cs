using Vemap.Domain.Common;

namespace Vemap.Domain.Mailings;

public sealed class Recipient : TenantAggregate
{
    private Recipient()
    {
    }

    public RecipientId Id { get; private set; }
}
