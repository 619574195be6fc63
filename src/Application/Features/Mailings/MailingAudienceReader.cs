using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.Stakeholders;
using Vemap.Domain.Suppressions;

namespace Vemap.Application.Features.Mailings;

/// <summary>Whom a draft would reach if it were sent now.</summary>
internal static class MailingAudienceReader
{
    public const int MostRecipients = 20_000;

    /// <summary>Refuses stakeholders and groups that are neither the environment's nor the project's.</summary>
    public static async Task RequireKnownAsync(this IReadStore store, ProjectId project, MailingAudience audience, CancellationToken cancellationToken)
    {
        var stakeholders = await store.CountAsync(new KnownStakeholders(project, audience.Stakeholders), cancellationToken);
        var groups = await store.CountAsync(new KnownGroups(project, audience.Groups), cancellationToken);
        if (stakeholders < audience.Stakeholders.Count || groups < audience.Groups.Count) throw MailingProblems.UnknownStakeholder();
    }

    /// <summary>Everybody once by address, those who must be told first.</summary>
    public static async Task<IReadOnlyList<AudienceMember>> ReadAsync(this IReadStore store, ProjectId project, MailingAudience audience, CancellationToken cancellationToken)
    {
        var members = await store.ListAsync(new AudienceMembers(project, audience), cancellationToken);
        var people = members.OrderByDescending(member => member.Person.Mandatory).DistinctBy(member => member.Person.Address).ToList();
        return people.Count > MostRecipients ? throw MailingProblems.TooManyRecipients(MostRecipients) : people;
    }
}

internal sealed record AudienceMember(RecipientPerson Person, string Language);

internal sealed class KnownStakeholders(ProjectId project, IReadOnlyList<StakeholderId> ids) : ReadSpecification<StakeholderId>
{
    public override IQueryable<StakeholderId> Query(IRows rows) =>
        rows.Of<Stakeholder>().Where(stakeholder => ids.Contains(stakeholder.Id) && (stakeholder.ProjectId == null || stakeholder.ProjectId == project)).Select(stakeholder => stakeholder.Id);
}

internal sealed class KnownGroups(ProjectId project, IReadOnlyList<StakeholderGroupId> ids) : ReadSpecification<StakeholderGroupId>
{
    public override IQueryable<StakeholderGroupId> Query(IRows rows) =>
        rows.Of<StakeholderGroup>().Where(group => ids.Contains(group.Id) && (group.ProjectId == null || group.ProjectId == project)).Select(group => group.Id);
}

// An address that has bounced is replaced by the fallback, where there is one. Who complained is not looked for elsewhere.
#pragma warning disable CA1862 // Becomes SQL, where ToLower is lower().
internal sealed class AudienceMembers(ProjectId project, MailingAudience audience) : ReadSpecification<AudienceMember>
{
    public override IQueryable<AudienceMember> Query(IRows rows) =>
        from stakeholder in rows.Of<Stakeholder>()
        where stakeholder.ProjectId == null || stakeholder.ProjectId == project
        where audience.Stakeholders.Contains(stakeholder.Id)
            || rows.Of<StakeholderGroupMember>().Any(member => member.StakeholderId == stakeholder.Id && audience.Groups.Contains(member.StakeholderGroupId))
        let bounced = rows.Of<Suppression>().Any(suppression => suppression.Address == stakeholder.Email.ToLower() && suppression.LiftedAt == null && suppression.Reason == SuppressionReason.PermanentFailure)
        orderby stakeholder.Id
        select new AudienceMember(
            new RecipientPerson(
                stakeholder.Id,
                stakeholder.Name,
                stakeholder.Organisation,
                bounced && stakeholder.FallbackEmail != null ? stakeholder.FallbackEmail.ToLower() : stakeholder.Email.ToLower(),
                stakeholder.ProjectId == null,
                stakeholder.Mandatory),
            stakeholder.Language);
}
#pragma warning restore CA1862
