using Vemap.Domain.Common;

namespace Vemap.Domain.Mailings;

public sealed class MessageTemplate : TenantAggregate
{
    private MessageTemplate()
    {
    }

    public MessageTemplateId Id { get; private set; }
}
