using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Users;

/// <summary>Takes a user who is invited again off the projects of the earlier membership.</summary>
/// <remarks>A membership that ended by its date raised no event, and the event of one that was ended may not have been handled yet.</remarks>
internal sealed class EarlierProjects(IRepository<Project> projects, TimeProvider clock)
{
    public async Task LeaveAsync(UserId user, CancellationToken cancellationToken)
    {
        foreach (var project in await projects.ListAsync(ProjectSpec.WithMember(user), cancellationToken)) project.Forget(user, clock.GetUtcNow());
    }
}
