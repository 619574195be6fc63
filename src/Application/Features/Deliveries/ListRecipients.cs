using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Deliveries;

/// <summary>Lists the recipients of a mailing, of all states or some, all or only those who must be told, with what was last heard and what comes next.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListRecipients(MailingId MailingId, IReadOnlyList<RecipientStatus>? Status, bool? Mandatory, string? Cursor, int? Limit, bool? Count)
    : IQuery<Page<RecipientItem>>, IPaged, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailingId;
}

/// <param name="Address">Null for a Manager where the stakeholder is of the environment's register.</param>
public sealed record RecipientItem(
    RecipientId Id,
    StakeholderId? StakeholderId,
    string Name,
    string? Organisation,
    string? Address,
    bool Mandatory,
    RecipientStatus Status,
    int AttemptCount,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? SentAt,
    string? LastReply,
    DateTimeOffset UpdatedAt);

internal sealed class ListRecipientsValidator : AbstractValidator<ListRecipients>
{
    public ListRecipientsValidator() => this.Paged();
}

internal sealed class ListRecipientsHandler(IReadStore store, CallContext call) : IRequestHandler<ListRecipients, Page<RecipientItem>>
{
    public async Task<Page<RecipientItem>> Handle(ListRecipients request, CancellationToken cancellationToken)
    {
        await store.GetAsync(new MailingExists(request.MailingId), cancellationToken);
        var rows = await store.ListAsync(new RecipientPage(request), cancellationToken);
        return await request.Page([.. rows.Select(row => RecipientSight.Item(row, call))], recipient => [recipient.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new RecipientPage(request with { Cursor = null }), cancellationToken));
    }
}

/// <summary>What the caller may see of a recipient: a Manager has no address of the environment's stakeholders, also not in what a server replied.</summary>
internal static class RecipientSight
{
    public static bool SeesAddress(Recipient recipient, CallContext call) => !recipient.OfEnvironment || call.Access.Role != Role.Manager;

    public static string? Reply(string? reply, Recipient recipient, CallContext call) =>
        reply is null || SeesAddress(recipient, call) ? reply : MailAddress.Hide(reply, recipient.Address, "…");

    public static RecipientItem Item(Recipient recipient, CallContext call) => new(
        recipient.Id,
        recipient.StakeholderId,
        recipient.Name,
        recipient.Organisation,
        SeesAddress(recipient, call) ? recipient.Address : null,
        recipient.Mandatory,
        recipient.Status,
        recipient.Attempt,
        recipient.NextAttemptAt,
        recipient.SentAt,
        Reply(recipient.LastReply, recipient, call),
        recipient.UpdatedAt);
}

internal sealed class MailingExists(MailingId id) : ReadSpecification<MailingId>
{
    public override IQueryable<MailingId> Query(IRows rows) => rows.Of<Mailing>().Where(mailing => mailing.Id == id).Select(mailing => mailing.Id);
}

internal sealed class RecipientPage(ListRecipients request) : ReadSpecification<Recipient>
{
    public override IQueryable<Recipient> Query(IRows rows)
    {
        var recipients = rows.Of<Recipient>().Where(recipient => recipient.MailingId == request.MailingId && !recipient.IsTest);
        if (request.Status is { } statuses) recipients = recipients.Where(recipient => statuses.Contains(recipient.Status));
        if (request.Mandatory is { } mandatory) recipients = recipients.Where(recipient => recipient.Mandatory == mandatory);
        if (request.AfterId<Recipient>() is { } after) recipients = recipients.Where(recipient => recipient.Id > after);
        return recipients.OrderBy(recipient => recipient.Id).Take(request.Take());
    }
}
