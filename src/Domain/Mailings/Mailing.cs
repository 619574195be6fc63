using Vemap.Domain.Common;

namespace Vemap.Domain.Mailings;

public sealed class Mailing : TenantAggregate
{
    private Mailing()
    {
    }

    public MailingId Id { get; private set; }
}
