using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Projects;
using Vemap.Domain.Users;

namespace Vemap.Integration.Projects;

public sealed class LeaveProjectsTests : ApiTest
{
    [Fact]
    public async Task Whoever_has_left_the_environment_leaves_its_projects()
    {
        var (left, stays) = (await World.ProjectAsync(), await World.ProjectAsync("OTHER", World.OrganisationId));
        await EndAsync();

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
        await EndAsync();

        await AsSystemAsync(new LeaveProjects(World.ManagerId));

        var seen = await other.Organisation.GetAsync(other.Path($"projects/{project}")).BodyAsync();
        Assert.Equal([World.ManagerId.ToString()], seen.GetProperty("memberIds").EnumerateArray().Select(member => member.GetString()));
    }

    [Fact]
    public async Task A_late_event_leaves_the_projects_of_a_user_who_is_back()
    {
        await EndAsync();
        await Organisation.PostAsync(Path("users"), new { email = $"{World.ManagerId}@test.vemap.test", fullName = "X", role = "manager" }).BodyAsync(HttpStatusCode.Created);
        var given = await World.ProjectAsync();

        await AsSystemAsync(new LeaveProjects(World.ManagerId));

        Assert.Equal([World.ManagerId.ToString()], await MembersAsync(given));
    }

    [Fact]
    public void It_follows_from_the_event() =>
        Assert.Equal([new LeaveProjects(World.ManagerId)], World.Host.Services.GetRequiredService<IConsumer<MembershipEnded>>().Translate(new MembershipEnded(World.ManagerId.Value)));

    private async Task EndAsync() =>
        await Organisation.ActAsync(HttpMethod.Delete, Path("users/" + await World.MembershipAsync(World.ManagerId)), "\"v1\"").BodyAsync(HttpStatusCode.NoContent);

    private async Task<IEnumerable<string?>> MembersAsync(ProjectId project) =>
        (await Organisation.GetAsync(Path($"projects/{project}")).BodyAsync()).GetProperty("memberIds").EnumerateArray().Select(member => member.GetString());

    private async Task AsSystemAsync(ICommand command)
    {
        await using var scope = World.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(World.Environment);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
    }
}
