using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.Projects;
using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody drafts the same mailing anew for those whom it did not reach; their addresses can be put right before it is sent.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ResendMailing(MailingId MailingId, int Version) : ICommand<ResendMailingResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailingId;
}

public sealed record ResendMailingResult(MailingId Id, int RecipientCount, int Version) : IVersioned;

internal sealed class ResendMailingHandler(
    IRepository<Mailing> mailings, IRepository<Project> projects, IReadStore store, MailRoute route, ILocks locks, CallContext call, TimeProvider clock)
    : IRequestHandler<ResendMailing, ResendMailingResult>
{
    public async Task<ResendMailingResult> Handle(ResendMailing request, CancellationToken cancellationToken)
    {
        // Two clicks change nothing of the origin; only the lock shows the second one what the first has drafted.
        await locks.TakeAsync(LockName.Mailings, cancellationToken);
        var origin = await mailings.GetAsync(MailingSpec.ById(request.MailingId), request.Version, cancellationToken);
        (await projects.GetAsync(ProjectSpec.ById(origin.ProjectId), cancellationToken)).RequireActive();
        if (origin.Status is not (MailingStatus.Completed or MailingStatus.Cancelled)) throw MailingProblems.NotSettled();
        var family = await FamilyAsync(origin.Id, cancellationToken);
        var drafted = (await mailings.ListAsync(MailingSpec.DraftsAmong(family), cancellationToken)).SelectMany(draft => draft.Audience.Stakeholders);
        var missed = (await store.ListAsync(new MissedStakeholders(origin, family, clock.GetUtcNow()), cancellationToken)).Except(drafted).ToList();
        if (missed.Count == 0) throw MailingProblems.NothingFailed();
        var content = new MailingDraft(
            origin.Kind, origin.Texts, origin.TemplateId, origin.TemplateVersion, [.. origin.Closures.Select(closure => closure.ClosureId)], new MailingAudience(missed, []), ExpiresAt: null);
        var mailing = new Mailing(MailingId.New(), origin.ProjectId, content, route.Proof, call.User, origin.Id, clock.GetUtcNow());
        mailings.Add(mailing);
        return new ResendMailingResult(mailing.Id, missed.Count, mailing.Version);
    }

    // What a resend of a resend has reached needs no mail either, from whichever of them one begins.
    private async Task<List<MailingId>> FamilyAsync(MailingId origin, CancellationToken cancellationToken)
    {
        List<MailingId> family = [origin];
        while ((await store.ListAsync(new RelatedMailings(family), cancellationToken)).Except(family).ToList() is { Count: > 0 } more) family.AddRange(more);
        family.Remove(origin);
        return family;
    }
}

/// <summary>Stakeholders whom a mailing did not reach, who are still in the register, and whom no resend of it, or of its resends, has reached or is reaching.</summary>
internal sealed class MissedStakeholders(Mailing origin, IReadOnlyList<MailingId> family, DateTimeOffset now) : ReadSpecification<StakeholderId>
{
    private static readonly RecipientStatus[] Missed =
    [
        RecipientStatus.TechnicalFailure, RecipientStatus.PermanentFailure, RecipientStatus.Suppressed, RecipientStatus.Cancelled, RecipientStatus.Expired, RecipientStatus.NotAllowed,
    ];

    private static readonly RecipientStatus[] ReachedOrOpen =
        [RecipientStatus.Queued, RecipientStatus.Sending, RecipientStatus.Sent, RecipientStatus.TemporaryFailure, RecipientStatus.Delivered, RecipientStatus.Complained];

    // A provider that is still trying may reach them yet; after this it will not.
    private readonly DateTimeOffset givenUp = now - DeliveryRules.UnheardAfter;

    public override IQueryable<StakeholderId> Query(IRows rows)
    {
        var resent = rows.Of<Recipient>().Where(recipient => family.Contains(recipient.MailingId) && ReachedOrOpen.Contains(recipient.Status)).Select(recipient => recipient.StakeholderId);
        return from recipient in rows.Of<Recipient>()
               join stakeholder in rows.Of<Stakeholder>() on recipient.StakeholderId equals stakeholder.Id
               where recipient.MailingId == origin.Id && !recipient.IsTest && (stakeholder.ProjectId == null || stakeholder.ProjectId == origin.ProjectId)
               where Missed.Contains(recipient.Status) || (recipient.Status == RecipientStatus.TemporaryFailure && recipient.FirstAttemptAt < givenUp)
               where !resent.Contains(stakeholder.Id)
               orderby recipient.Id
               select stakeholder.Id;
    }
}

/// <summary>Those that are resends of some of these, or of which these are resends.</summary>
internal sealed class RelatedMailings(IReadOnlyList<MailingId> ids) : ReadSpecification<MailingId>
{
    public override IQueryable<MailingId> Query(IRows rows) =>
        rows.Of<Mailing>()
            .Where(mailing => (mailing.ResendOf != null && ids.Contains(mailing.ResendOf.Value)) || rows.Of<Mailing>().Any(again => again.ResendOf == mailing.Id && ids.Contains(again.Id)))
            .Select(mailing => mailing.Id);
}
