using System.ComponentModel.DataAnnotations;
using Vemap.Application.Common.Mail;
using Vemap.Domain.Closures;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Features.Mailings;

/// <summary>Shows one mailing: its texts, its closures, where it stands, and how many recipients are in which state.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetMailing(MailingId MailingId) : ISnapshotQuery<GetMailingResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailingId;
}

public sealed record GetMailingResult(
    MailingId Id,
    ProjectId ProjectId,
    MailingKind Kind,
    MailingStatus Status,
    IReadOnlyList<MessageText> Texts,
    MessageTemplateId? TemplateId,
    int? TemplateVersion,
    IReadOnlyList<MailingClosureItem> Closures,
    [property: MaxLength(MailingAudienceReader.MostRecipients)] IReadOnlyList<StakeholderId> StakeholderIds,
    IReadOnlyList<StakeholderGroupId> GroupIds,
    UserId CreatedById,
    UserId? SentById,
    UserId? ReleasedById,
    MailingId? ResendOfId,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? SendAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    MailingPause? Pause,
    MailProof Proof,
    int RecipientCount,
    IReadOnlyList<RecipientCount> Counts,
    int ReachedCount,
    string? TimelineHash,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersioned;

/// <summary>A closure, with the version of its content that was told.</summary>
public sealed record MailingClosureItem(ClosureId ClosureId, string Number, string Title, int? ContentVersion);

/// <summary>Why it stands still, and who may let it go on.</summary>
public sealed record MailingPause(PauseCause Cause, string? Reason, IReadOnlyList<Role> ResumedBy);

internal sealed class GetMailingHandler(IReadStore store, TimeProvider clock) : IRequestHandler<GetMailing, GetMailingResult>
{
    public async Task<GetMailingResult> Handle(GetMailing request, CancellationToken cancellationToken)
    {
        var mailing = await store.GetAsync(new MailingById(request.MailingId), cancellationToken);
        var closures = await store.ListAsync(new ClosuresOfMailing(mailing.Id), cancellationToken);
        var counts = await store.ListAsync(new RecipientCounts(mailing.Id), cancellationToken);
        return new GetMailingResult(
            mailing.Id, mailing.ProjectId, mailing.Kind, mailing.Status, mailing.Texts, mailing.TemplateId, mailing.TemplateVersion, closures,
            mailing.Audience.Stakeholders, mailing.Audience.Groups, mailing.CreatedBy, mailing.SentBy, mailing.ReleasedBy, mailing.ResendOf,
            mailing.ExpiresAt, mailing.SendAt, mailing.StartedAt, mailing.CompletedAt, Pause(mailing), mailing.Proof, mailing.RecipientCount, counts,
            await ReachedAsync(mailing, counts, cancellationToken), mailing.TimelineHash, mailing.CreatedAt, mailing.UpdatedAt, mailing.Version);
    }

    private static MailingPause? Pause(Mailing mailing) => mailing.PauseCause switch
    {
        null => null,
        PauseCause.BounceGuard => new MailingPause(PauseCause.BounceGuard, mailing.PauseReason, [Role.Organisation]),
        { } cause => new MailingPause(cause, mailing.PauseReason, [Role.Organisation, Role.Manager]),
    };

    private async Task<int> ReachedAsync(Mailing mailing, IReadOnlyList<RecipientCount> counts, CancellationToken cancellationToken)
    {
        // Whoever complains has read it.
        var delivered = counts.Where(count => count.Status is RecipientStatus.Delivered or RecipientStatus.Complained).Sum(count => count.Count);
        if (mailing.Proof != MailProof.AcceptedOnly) return delivered;
        return delivered + (int)await store.CountAsync(new SentBefore(mailing.Id, clock.GetUtcNow() - DeliveryRules.ReachedAfter), cancellationToken);
    }
}

internal sealed class MailingById(MailingId id) : ReadSpecification<Mailing>
{
    public override IQueryable<Mailing> Query(IRows rows) => rows.Of<Mailing>().Where(mailing => mailing.Id == id);
}

internal sealed class ClosuresOfMailing(MailingId id) : ReadSpecification<MailingClosureItem>
{
    public override IQueryable<MailingClosureItem> Query(IRows rows) =>
        from told in rows.Of<MailingClosure>()
        join closure in rows.Of<Closure>() on told.ClosureId equals closure.Id
        where told.MailingId == id
        orderby closure.StartsAt, closure.Number
        select new MailingClosureItem(closure.Id, closure.Number, closure.Title, told.ContentVersion);
}

internal sealed class SentBefore(MailingId id, DateTimeOffset moment) : ReadSpecification<RecipientId>
{
    public override IQueryable<RecipientId> Query(IRows rows) =>
        rows.Of<Recipient>().Where(recipient => recipient.MailingId == id && !recipient.IsTest && recipient.Status == RecipientStatus.Sent && recipient.SentAt <= moment).Select(recipient => recipient.Id);
}
