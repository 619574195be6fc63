using Vemap.Domain.Users;

namespace Vemap.Integration.Projects;

public sealed class AddProjectMemberTests : ApiTest
{
    [Fact]
    public async Task From_then_on_the_member_sees_the_project()
    {
        var id = await World.ProjectAsync();
        var (planner, user) = await World.MemberAsync(Role.Manager);

        await Organisation.PostAsync(Path($"projects/{id}/members"), new { userId = user.ToString() }, "\"v1\"").TaggedAsync();

        await planner.GetAsync(Path($"projects/{id}")).BodyAsync();
    }

    [Fact]
    public async Task Nobody_becomes_a_member_twice()
    {
        var id = await World.ProjectAsync();

        await Organisation.PostAsync(Path($"projects/{id}/members"), new { userId = World.ManagerId.ToString() }, "\"v1\"").RefusedAsync(HttpStatusCode.Conflict, "projects.already-member");
    }

    [Fact]
    public async Task Only_members_of_the_environment_become_members_of_its_projects()
    {
        var id = await World.ProjectAsync();
        var (_, stranger) = await World.UserAsync();

        await Organisation.PostAsync(Path($"projects/{id}/members"), new { userId = stranger.ToString() }, "\"v1\"").RefusedAsync(HttpStatusCode.Conflict, "projects.not-in-environment");
    }

    [Fact]
    public async Task Whoever_is_offered_as_a_member_can_become_one_and_nobody_else()
    {
        var id = await World.ProjectAsync(member: World.OrganisationId);
        var invited = (await Organisation.PostAsync(Path("users"), new { email = $"{Guid.CreateVersion7()}@test.vemap.test", fullName = "Ada Jansen", role = "manager" }).BodyAsync(HttpStatusCode.Created)).GetProperty("userId").GetString()!;
        var offered = (await Organisation.GetAsync(Path("members?limit=200")).BodyAsync()).GetProperty("items").EnumerateArray().Select(member => member.GetProperty("userId").GetString()).ToList();
        Assert.Contains(invited, offered);
        Assert.DoesNotContain(World.StakeholderId.ToString(), offered);

        await Organisation.PostAsync(Path($"projects/{id}/members"), new { userId = invited }, "\"v1\"").BodyAsync();
        await Organisation.PostAsync(Path($"projects/{id}/members"), new { userId = World.StakeholderId.ToString() }, "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "projects.not-in-environment");
    }

    [Fact]
    public async Task A_manager_is_refused_and_another_environment_is_not_found()
    {
        var id = await World.ProjectAsync();
        var other = await World.CreateAsync(World.Host);

        await Manager.PostAsync(Path($"projects/{id}/members"), new { userId = World.ManagerId.ToString() }, "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(other.Path($"projects/{id}/members"), new { userId = other.ManagerId.ToString() }, "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task An_id_is_needed()
    {
        var id = await World.ProjectAsync();

        await Organisation.PostAsync(Path($"projects/{id}/members"), new { userId = "somebody" }, "\"v1\"").InvalidAsync(("/userId", "wrong-type"));
        await Organisation.PostAsync(Path($"projects/{id}/members"), new { userId = Guid.Empty }, "\"v1\"").InvalidAsync(("/userId", "not-empty"));
    }
}
