using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>The rules for the members of a group, when it is created and when it is changed.</summary>
internal static class GroupMembers
{
    private const int Most = 5000;

    public static void Members<T>(this IRuleBuilder<T, IReadOnlyList<StakeholderId>> rule) =>
        rule.AtMost(Most)
            .EachOnce(member => member)
            .WithErrorCode("members")
            .WithMessage("Name each member once.");

    public static async Task RequireMembersAsync(this IReadStore store, ProjectId? register, IReadOnlyList<StakeholderId> members,
        CancellationToken cancellationToken)
    {
        if (await store.CountAsync(new PossibleMembers(register, members), cancellationToken) != members.Count) throw StakeholderGroupProblems.UnknownMember();
    }
}

internal sealed class PossibleMembers(ProjectId? register, IReadOnlyList<StakeholderId> ids) : ReadSpecification<StakeholderId>
{
    public override IQueryable<StakeholderId> Query(IRows rows) =>
        from row in rows.Of<Stakeholder>()
        where ids.Contains(row.Id) && (row.ProjectId == null || row.ProjectId == register)
        select row.Id;
}
