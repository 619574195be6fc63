using System.ComponentModel.DataAnnotations;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Features.Deliveries;

/// <summary>Shows what a recipient got, byte for byte: the kept content, merged by the class that merged it then.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ShowSentMessage(MailingId MailingId, RecipientId RecipientId) : IQuery<ShowSentMessageResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => RecipientId;
}

public sealed record ShowSentMessageResult(
    string Name,
    string? Address,
    string Subject,
    [property: MaxLength(MessageMerge.Longest)] string Html,
    [property: MaxLength(MessageMerge.Longest)] string Text,
    IReadOnlyList<SentAttachment> Attachments,
    DateTimeOffset? SentAt);

public sealed record SentAttachment(string FileName, string ContentType, [property: MaxLength(MessageMerge.Longest)] byte[] Content);

internal sealed class ShowSentMessageHandler(IReadStore store, IMessageStore messages, CallContext call) : IRequestHandler<ShowSentMessage, ShowSentMessageResult>
{
    public async Task<ShowSentMessageResult> Handle(ShowSentMessage request, CancellationToken cancellationToken)
    {
        var recipient = await store.GetAsync(new RecipientById(request.MailingId, request.RecipientId), cancellationToken);
        if (recipient.Attempt == 0) throw MailingProblems.NothingSent();
        var content = RenderedMessage.Parse(await messages.GetAsync(recipient.ContentKey, cancellationToken) ?? throw CommonProblems.NotFound());
        var values = recipient.Values();
        return new ShowSentMessageResult(
            recipient.Name,
            RecipientSight.SeesAddress(recipient, call) ? recipient.Address : null,
            new MessageMerge(content.Subject).Line(values),
            new MessageMerge(content.Html).Html(values),
            new MessageMerge(content.Text).Text(values),
            [.. content.Attachments.Select(attachment => new SentAttachment(attachment.FileName, attachment.ContentType, attachment.Content))],
            recipient.SentAt);
    }
}
