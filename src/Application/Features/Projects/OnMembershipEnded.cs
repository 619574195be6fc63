namespace Vemap.Application.Features.Projects;

/// <summary>A user who leaves the environment leaves its projects, so that a later invitation does not bring them back into these.</summary>
internal sealed class OnMembershipEnded : IConsumer<MembershipEnded>
{
    public IEnumerable<ICommand> Translate(MembershipEnded happened) => [new LeaveProjects(new UserId(happened.User))];
}
