using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Projects;

/// <summary>Removes a user who has left the environment from all its projects.</summary>
[Access(Audience.System)]
public sealed record LeaveProjects(UserId UserId) : ICommand, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => UserId;
}

internal sealed class LeaveProjectsHandler(IRepository<Project> projects, IReadStore store, TimeProvider clock) : IRequestHandler<LeaveProjects, Unit>
{
    public async Task<Unit> Handle(LeaveProjects request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // The event can arrive late. A user who is back by now left their earlier projects when they were invited, and keeps those of since.
        if (await store.CountAsync(new CurrentMembership(request.UserId, now), cancellationToken) > 0) return Unit.Value;
        foreach (var project in await projects.ListAsync(ProjectSpec.WithMember(request.UserId), cancellationToken)) project.Forget(request.UserId, now);
        return Unit.Value;
    }
}

internal sealed class CurrentMembership(UserId user, DateTimeOffset now) : ReadSpecification<MembershipId>
{
    public override IQueryable<MembershipId> Query(IRows rows) =>
        rows.Of<Membership>().Where(Membership.Current(now)).Where(membership => membership.UserId == user).Select(membership => membership.Id);
}
