using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Contractors;

namespace Vemap.Integration.Users;

public sealed class InviteUserTests : ApiTest
{
    [Fact]
    public async Task Organisation_invites_somebody_new_who_is_found_where_Location_says()
    {
        var email = Email();
        using var made = await InviteAsync(new { email = email.ToUpperInvariant(), fullName = "Ada Jansen", role = "manager", language = "en", company = "Bouw BV", phone = "+31 6 12345678" });

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var (user, etag) = await Organisation.GetAsync(made.Headers.Location).TaggedAsync();
        Assert.Equal("\"v1\"", etag);
        Assert.Equal(
            (email, "Ada Jansen", "invited", "manager", "en", "Bouw BV"),
            (user.GetProperty("email").GetString(), user.GetProperty("fullName").GetString(), user.GetProperty("status").GetString(),
                user.GetProperty("role").GetString(), user.GetProperty("language").GetString(), user.GetProperty("company").GetString()));
        Assert.StartsWith(World.Environment.Value.ToString("N"), await Person.TokenAsync(World.Host.Database, email), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_an_account_is_added_and_keeps_it()
    {
        var person = await Person.JoinAsync(World);
        var other = await World.CreateAsync(World.Host);

        var added = await other.Organisation.PostAsync(other.Path("users"), new { email = person.Email, fullName = "Another Name", role = "stakeholder" }).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(person.UserId, added.GetProperty("userId").GetString());
        await person.Client.GetAsync(other.Path("projects")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        var user = await other.Organisation.GetAsync(other.Path($"users/{added.Id()}")).BodyAsync();
        Assert.Equal("New Person", user.GetProperty("fullName").GetString());
    }

    [Fact]
    public async Task A_member_is_not_invited_twice_but_a_former_one_is_invited_again()
    {
        var (person, _) = await Person.InviteAsync(World);
        var again = new { email = person.Email, fullName = "X", role = "stakeholder" };
        await InviteAsync(again).RefusedAsync(HttpStatusCode.Conflict, "users.already-member");
        await Organisation.ActAsync(HttpMethod.Delete, Path("users/" + person.MembershipId), "\"v1\"").BodyAsync(HttpStatusCode.NoContent);

        var renewed = await InviteAsync(again).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(person.MembershipId, renewed.Id());
        Assert.Equal(3, renewed.GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_comes_back_is_in_no_project_of_before(bool endedByDate)
    {
        var clock = TestClock.FromNow();
        var world = await World.CreateAsync(await TestHost.StartAsync(clock));
        var (old, archived, next) = (await world.ProjectAsync("OLD"), await world.ProjectAsync("ARCHIVED"), await world.ProjectAsync("NEXT", world.OrganisationId));
        await world.Organisation.ActAsync(HttpMethod.Post, world.Path($"projects/{archived}/archivals"), "\"v1\"").BodyAsync();
        var membership = world.Path("users/" + await world.MembershipAsync(world.ManagerId));
        var ending = new { role = "manager", contractorId = (string?)null, readOnly = false, endsAt = clock.GetUtcNow().AddHours(1) };
        // Nobody relays here: of an end by hand the projects have not heard yet.
        if (endedByDate) await world.Organisation.PutAsync(membership, ending, "\"v1\"").BodyAsync();
        else await world.Organisation.ActAsync(HttpMethod.Delete, membership, "\"v1\"").BodyAsync(HttpStatusCode.NoContent);
        clock.Advance(TimeSpan.FromHours(2));
        await world.Manager.GetAsync(world.Path($"projects/{old}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");

        await world.Organisation.PostAsync(world.Path("users"), new { email = $"{world.ManagerId}@test.vemap.test", fullName = "X", role = "manager" }).BodyAsync(HttpStatusCode.Created);

        Assert.Empty((await world.Manager.GetAsync(world.Path("projects")).BodyAsync()).GetProperty("items").EnumerateArray());
        foreach (var project in (ProjectId[])[old, archived])
        {
            await world.Manager.GetAsync(world.Path($"projects/{project}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
            Assert.Empty((await world.Organisation.GetAsync(world.Path($"projects/{project}")).BodyAsync()).GetProperty("memberIds").EnumerateArray());
        }

        await world.Organisation.PostAsync(world.Path($"projects/{next}/members"), new { userId = world.ManagerId.ToString() }, "\"v1\"").BodyAsync();
        Assert.Equal([next.ToString()], (await world.Manager.GetAsync(world.Path("projects")).BodyAsync()).GetProperty("items").EnumerateArray().Select(project => project.Id()));
    }

    [Fact]
    public async Task A_disabled_user_is_not_invited()
    {
        var person = await Person.JoinAsync(World);
        await World.Admin.ActAsync(HttpMethod.Post, $"/v1/users/{person.UserId}/disablements", await World.Admin.ETagAsync($"/v1/users/{person.UserId}")).BodyAsync();
        var other = await World.CreateAsync(World.Host);

        await other.Organisation.PostAsync(other.Path("users"), new { email = person.Email, fullName = "X", role = "manager" }).RefusedAsync(HttpStatusCode.Conflict, "users.disabled");
    }

    [Fact]
    public async Task The_contractor_must_be_one_of_the_environment()
    {
        var stranger = ContractorId.New();

        await InviteAsync(new { email = Email(), fullName = "X", role = "manager", contractorId = stranger.ToString() }).RefusedAsync(HttpStatusCode.Conflict, "users.unknown-contractor");
    }

    [Fact]
    public Task Admin_is_no_role_here() =>
        InviteAsync(new { email = Email(), fullName = "X", role = "admin" }).RefusedAsync(HttpStatusCode.Conflict, "users.admin-is-no-membership");

    [Fact]
    public Task A_membership_does_not_end_before_it_begins() =>
        InviteAsync(new { email = Email(), fullName = "X", role = "manager", endsAt = "2020-01-01T00:00:00Z" }).RefusedAsync(HttpStatusCode.Conflict, "users.ends-in-the-past");

    [Fact]
    public async Task An_Admin_may_and_it_stands_in_the_environments_audit_log()
    {
        var invited = await World.Admin.PostAsync(Path("users"), new { email = Email(), fullName = "X", role = "organisation" }).BodyAsync(HttpStatusCode.Created);

        var page = await Organisation.GetAsync(Path("audit-entries?action=InviteUser")).BodyAsync();

        Assert.Equal(invited.GetProperty("userId").GetString(), page.GetProperty("items")[0].GetProperty("objectId").GetString());
    }

    [Fact]
    public async Task Nobody_else_may()
    {
        var body = new { email = Email(), fullName = "X", role = "manager" };
        await Manager.PostAsync(Path("users"), body).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Stakeholder.PostAsync(Path("users"), body).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await (await World.CreateAsync(World.Host)).Organisation.PostAsync(Path("users"), body).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task The_fields_are_checked() =>
        InviteAsync(new { email = "no address", fullName = "", role = "manager", language = "fr", phone = new string('1', 41) })
            .InvalidAsync(("/email", "mail-address"), ("/fullName", "not-empty"), ("/language", "unknown-language"), ("/phone", "maximum-length"));

    private string Email() => $"{UserId.New()}@people.vemap.test";

    private Task<HttpResponseMessage> InviteAsync(object body) => Organisation.PostAsync(Path("users"), body);
}
