namespace Vemap.Domain.Mailings;

/// <summary>Whom a draft is meant for; who that is becomes fixed when it is sent.</summary>
public sealed record MailingAudience(IReadOnlyList<StakeholderId> Stakeholders, IReadOnlyList<StakeholderGroupId> Groups)
{
    public static MailingAudience Nobody { get; } = new([], []);
}
