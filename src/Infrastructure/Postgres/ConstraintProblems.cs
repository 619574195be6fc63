using Npgsql;
using Vemap.Domain.ClientEnvironments;
using Vemap.Domain.Closures;
using Vemap.Domain.Contractors;
using Vemap.Domain.MessageTemplates;
using Vemap.Domain.Projects;
using Vemap.Domain.Stakeholders;
using Vemap.Domain.Users;
using Vemap.Domain.VkmPlans;

namespace Vemap.Infrastructure.Postgres;

/// <summary>What the database refuses although the handler saw no objection (somebody was faster), said with the feature's own code.</summary>
internal static class ConstraintProblems
{
    private static readonly Dictionary<string, Func<ProblemException>> ByName = new()
    {
        ["client_environments_slug_key"] = ClientEnvironmentProblems.SlugTaken,
        ["memberships_client_environment_id_contractor_id_fkey"] = UserProblems.UnknownContractor,
        ["memberships_user_key"] = UserProblems.AlreadyMember,
        ["message_templates_name"] = MessageTemplateProblems.NameTaken,
        ["projects_code"] = ProjectProblems.CodeTaken,
        ["project_members_pkey"] = ProjectProblems.AlreadyMember,
        ["project_contractors_client_environment_id_contractor_id_fkey"] = ProjectProblems.UnknownContractor,
        // Two changes of one version: both would have made the next content version.
        ["closure_versions_pkey"] = CommonProblems.Stale,
        ["closures_client_environment_id_contractor_id_fkey"] = ClosureProblems.UnknownContractor,
        ["contractors_name"] = ContractorProblems.NameTaken,
        ["stakeholders_email"] = StakeholderProblems.EmailTaken,
        ["stakeholder_groups_name"] = StakeholderGroupProblems.NameTaken,
        ["stakeholder_group_members_stakeholder_fkey"] = StakeholderGroupProblems.UnknownMember,
        ["vkm_plan_versions_file"] = VkmPlanProblems.FileUsed,
    };

    /// <summary>The constraints and unique indexes that are known here; a test finds each of them in the database.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Another command added the same user at the same moment; run again, this one finds that user. To report it would show that the address is
    /// known.</summary>
    public static bool IsLostRace(PostgresException exception) => exception.ConstraintName is "users_email_key" or "users_canonical_email_key";

    public static ProblemException? From(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.CheckViolation
            when exception.ConstraintName is { } name && ByName.TryGetValue(name, out var problem) => problem(),
        PostgresErrorCodes.UniqueViolation => CommonProblems.Duplicate(),
        _ => null,
    };
}
