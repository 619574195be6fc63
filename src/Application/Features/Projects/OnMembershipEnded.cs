namespace Vemap.Application.Features.Projects;

/// <summary>Whoever is invited again later does not come back into the projects of before.</summary>
internal sealed class OnMembershipEnded : IConsumer<MembershipEnded>
{
    public IEnumerable<ICommand> Translate(MembershipEnded happened) => [new LeaveProjects(new UserId(happened.User))];
}
