using Vemap.Domain.Deliveries;

namespace Vemap.Application.Common.Mail;

/// <summary>How many recipients of a mailing are in one status; test mails are not counted.</summary>
public sealed record RecipientCount(RecipientStatus Status, int Count);

internal sealed class RecipientCounts(MailingId id) : ReadSpecification<RecipientCount>
{
    public override IQueryable<RecipientCount> Query(IRows rows) =>
        rows.Of<Recipient>().Where(recipient => recipient.MailingId == id && !recipient.IsTest)
            .GroupBy(recipient => recipient.Status)
            .Select(group => new RecipientCount(group.Key, group.Count()));
}
