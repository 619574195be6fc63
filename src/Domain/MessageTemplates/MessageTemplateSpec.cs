using Ardalis.Specification;

namespace Vemap.Domain.MessageTemplates;

/// <summary>Which templates a command loads.</summary>
public sealed class MessageTemplateSpec : Specification<MessageTemplate>
{
    private MessageTemplateSpec()
    {
    }

    public static MessageTemplateSpec ById(MessageTemplateId id)
    {
        var specification = new MessageTemplateSpec();
        specification.Query.Where(template => template.Id == id).Include(messageTemplate => messageTemplate.Versions);
        return specification;
    }

    public static MessageTemplateSpec WithName(string name, MessageTemplateId? except = null)
    {
        var specification = new MessageTemplateSpec();
        specification.Query.Where(template => template.Name == name && template.Id != except);
        return specification;
    }
}
