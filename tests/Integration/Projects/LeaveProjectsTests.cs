using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Projects;
using Vemap.Domain.Users;
using Vemap.Integration.Common;

namespace Vemap.Integration.Projects;

public sealed class LeaveProjectsTests : ApiTest
{
    [Fact]
    public async Task Whoever_is_invited_again_does_not_come_back_into_the_projects_of_before()
    {
        var (left, stays) = (await World.ProjectAsync(), await World.ProjectAsync("OTHER", World.OrganisationId));

        await AsSystemAsync(new LeaveProjects(World.ManagerId));
        await AsSystemAsync(new LeaveProjects(World.ManagerId));

        Assert.Empty(await MembersAsync(left));
        Assert.Equal([World.OrganisationId.ToString()], await MembersAsync(stays));
    }

    [Fact]
    public async Task Another_environments_projects_keep_their_members()
    {
        var other = await World.CreateAsync(World.Host);
        var project = await other.ProjectAsync(member: World.ManagerId);

        await AsSystemAsync(new LeaveProjects(World.ManagerId));

        var seen = await other.Organisation.GetAsync(other.Path($"projects/{project}")).BodyAsync();
        Assert.Equal([World.ManagerId.ToString()], seen.GetProperty("memberIds").EnumerateArray().Select(member => member.GetString()));
    }

    [Fact]
    public void It_follows_from_the_event() =>
        Assert.Equal([new LeaveProjects(World.ManagerId)], World.Host.Services.GetRequiredService<IConsumer<MembershipEnded>>().Translate(new MembershipEnded(World.ManagerId.Value)));

    private async Task<IEnumerable<string?>> MembersAsync(ProjectId project) =>
        (await Organisation.GetAsync(Path($"projects/{project}")).BodyAsync()).GetProperty("memberIds").EnumerateArray().Select(member => member.GetString());

    private async Task AsSystemAsync(ICommand command)
    {
        await using var scope = World.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(World.Environment);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
    }
}
