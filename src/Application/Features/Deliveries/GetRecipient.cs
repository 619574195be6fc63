using Vemap.Domain.Deliveries;

namespace Vemap.Application.Features.Deliveries;

/// <summary>Shows one recipient with the timeline: every attempt and every event, late and repeated ones too.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetRecipient(MailingId MailingId, RecipientId RecipientId) : IQuery<GetRecipientResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => RecipientId;
}

public sealed record GetRecipientResult(
    RecipientId Id,
    StakeholderId? StakeholderId,
    string Name,
    string? Organisation,
    string? Address,
    bool Mandatory,
    bool IsTest,
    RecipientStatus Status,
    int AttemptCount,
    DateTimeOffset QueuedAt,
    DateTimeOffset? FirstAttemptAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? SentAt,
    string? LastReply,
    IReadOnlyList<TimelineItem> Timeline,
    DateTimeOffset UpdatedAt);

public sealed record TimelineItem(int Attempt, DeliveryEventKind Kind, DateTimeOffset At, int? ReplyCode, string? EnhancedCode, string? Reply);

internal sealed class GetRecipientHandler(IReadStore store, CallContext call) : IRequestHandler<GetRecipient, GetRecipientResult>
{
    public async Task<GetRecipientResult> Handle(GetRecipient request, CancellationToken cancellationToken)
    {
        var recipient = await store.GetAsync(new RecipientById(request.MailingId, request.RecipientId), cancellationToken);
        var timeline = await store.ListAsync(new TimelineOf(recipient.Id), cancellationToken);
        var item = RecipientSight.Item(recipient, call);
        return new GetRecipientResult(
            item.Id, item.StakeholderId, item.Name, item.Organisation, item.Address, item.Mandatory, recipient.IsTest, item.Status, item.AttemptCount,
            recipient.CreatedAt, recipient.FirstAttemptAt, item.NextAttemptAt, item.SentAt, item.LastReply,
            [.. timeline.Select(line => line with { Reply = RecipientSight.Reply(line.Reply, recipient, call) })],
            item.UpdatedAt);
    }
}

internal sealed class RecipientById(MailingId mailing, RecipientId id) : ReadSpecification<Recipient>
{
    public override IQueryable<Recipient> Query(IRows rows) => rows.Of<Recipient>().Where(recipient => recipient.Id == id && recipient.MailingId == mailing);
}

internal sealed class TimelineOf(RecipientId id) : ReadSpecification<TimelineItem>
{
    public override IQueryable<TimelineItem> Query(IRows rows) =>
        rows.Of<TimelineEntry>()
            .Where(entry => entry.RecipientId == id)
            .OrderBy(entry => entry.At).ThenBy(entry => entry.RecordedAt)
            .Take(1000)
            .Select(entry => new TimelineItem(entry.Attempt, entry.Kind, entry.At, entry.ReplyCode, entry.EnhancedCode, entry.Reply));
}
