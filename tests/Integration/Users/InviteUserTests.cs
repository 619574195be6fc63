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
    public async Task Somebody_with_an_account_joins_by_accepting_and_shows_their_own_profile_only_then()
    {
        var person = await Person.JoinAsync(World);
        var other = await World.CreateAsync(World.Host);
        var added = await other.Organisation.PostAsync(other.Path("users"),
            new { email = person.Email, fullName = "Another Name", role = "stakeholder", language = "en", phone = "1" }).BodyAsync(HttpStatusCode.Created);
        await person.Client.GetAsync(other.Path("projects")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        Assert.Equal(("Another Name", "en", "1", "invited"), await ShownAsync(other, added.Id()));

        await person.AcceptAsync(other.Environment.ToString());

        Assert.Equal(("New Person", "nl", null, "active"), await ShownAsync(other, added.Id()));
        await person.Client.GetAsync(other.Path("projects")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }

    [Fact]
    public async Task Two_environments_that_invite_one_person_read_only_what_each_entered_itself()
    {
        var (email, other) = (Email(), await World.CreateAsync(World.Host));
        var first = await InviteAsync(new { email, fullName = "Ada Jansen", role = "manager", language = "nl", company = "Bouw BV", phone = "1" })
            .BodyAsync(HttpStatusCode.Created);
        var second = await other.Organisation.PostAsync(other.Path("users"),
            new { email = email.ToUpperInvariant(), fullName = "A. de Boer", role = "manager", language = "en", phone = "2" })
                .BodyAsync(HttpStatusCode.Created);

        Assert.Equal(("Ada Jansen", "nl", "1", "invited"), await ShownAsync(World, first.Id()));
        Assert.Equal(("A. de Boer", "en", "2", "invited"), await ShownAsync(other, second.Id()));
        Assert.Equal(["A. de Boer"], await MemberNamesAsync(other, second.GetProperty("userId").GetString()!));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("invited elsewhere")]
    [InlineData("active elsewhere")]
    [InlineData("disabled")]
    public async Task Nothing_that_the_environment_can_read_shows_whether_the_address_was_known(string who)
    {
        var address = who switch
        {
            "nobody" => Email(),
            "invited elsewhere" => (await Person.InviteAsync(await World.CreateAsync(World.Host))).Person.Email,
            _ => (await Person.JoinAsync(await World.CreateAsync(World.Host))).Email,
        };
        if (who == "disabled") await DisableAsync(address);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        using var answer = await InviteAsync(new { email = address, fullName = "Ada Jansen", role = "manager" });

        Assert.True(watch.Elapsed.TotalMilliseconds >= 240, $"{watch.Elapsed}");
        Assert.Equal((HttpStatusCode.Created, "\"v1\""), (answer.StatusCode, answer.Headers.ETag?.Tag));
        var invited = await Task.FromResult(answer).BodyAsync(HttpStatusCode.Created);
        Assert.Equal(["id", "userId", "version"], invited.EnumerateObject().Select(member => member.Name));
        // A version 7 id would show when the user was added.
        Assert.Equal('4', invited.GetProperty("userId").GetString()![14]);
        Assert.Equal(("Ada Jansen", "nl", null, "invited"), await ShownAsync(World, invited.Id()));
        Assert.Equal(["Ada Jansen"], await MemberNamesAsync(World, invited.GetProperty("userId").GetString()!));
        var entry = Assert.Single((await Organisation.GetAsync(Path($"audit-entries?action=InviteUser&objectId={invited.Id()}")).BodyAsync())
            .GetProperty("items").EnumerateArray());
        var details = (await Organisation.GetAsync(Path($"audit-entries/{entry.Id()}")).BodyAsync()).GetProperty("details");
        Assert.Equal(["Membership"], details.EnumerateObject().Select(kind => kind.Name));
        Assert.NotNull(await Person.FindTokenAsync(World.Host.Database, address, who is "nobody" or "invited elsewhere" ? "invitation"
            : "added-to-environment"));
        await Organisation.ActAsync(HttpMethod.Post, Path($"users/{invited.Id()}/invitations"), "\"v1\"").BodyAsync();
    }

    [Fact]
    public async Task An_invitation_leaves_another_environments_link_good()
    {
        var (person, link) = await Person.InviteAsync(World);
        var other = await World.CreateAsync(World.Host);
        await other.Organisation.PostAsync(other.Path("users"), new { email = person.Email, fullName = "X", role = "manager" })
            .BodyAsync(HttpStatusCode.Created);
        var otherLink = await Person.TokenAsync(World.Host.Database, person.Email);
        Assert.StartsWith(other.Environment.Value.ToString("N"), otherLink, StringComparison.Ordinal);

        var entered = await ChoosePasswordAsync(link).BodyAsync();

        var client = Person.With(World.Host, entered.GetProperty("tokens").GetProperty("accessToken").GetString()!);
        await client.GetAsync(Path("projects")).BodyAsync();
        await client.GetAsync(other.Path("projects")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await ChoosePasswordAsync(otherLink).RefusedAsync(HttpStatusCode.Conflict, "auth.log-in-to-accept");
        await person.LogInAsync();
        await person.AcceptAsync(other.Environment.ToString());
        await person.Client.GetAsync(other.Path("projects")).BodyAsync();
    }

    [Fact]
    public async Task Two_environments_that_invite_a_new_address_at_once_both_get_the_usual_answer()
    {
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => World.CreateAsync(World.Host)));
        var email = Email();

        var answers = await Task.WhenAll(others.Select(other => other.Organisation.PostAsync(other.Path("users"),
            new { email, fullName = "X", role = "manager" })));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
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

        Assert.Equal(invited.Id(), page.GetProperty("items")[0].GetProperty("objectId").GetString());
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

    private static async Task<(string? FullName, string? Language, string? Phone, string? Status)> ShownAsync(World world, string membership)
    {
        var user = await world.Organisation.GetAsync(world.Path($"users/{membership}")).BodyAsync();
        var listed = (await world.Organisation.GetAsync(world.Path("users?limit=200")).BodyAsync()).GetProperty("items").EnumerateArray()
            .Single(item => item.Id() == membership);
        foreach (var member in (string[])["email", "fullName", "company", "phone", "language", "status"]) Assert.Equal(user.GetProperty(member).GetString(),
            listed.GetProperty(member).GetString());
        return (user.GetProperty("fullName").GetString(), user.GetProperty("language").GetString(), user.GetProperty("phone").GetString(),
            user.GetProperty("status").GetString());
    }

    private static async Task<IEnumerable<string?>> MemberNamesAsync(World world, string user) =>
        (await world.Organisation.GetAsync(world.Path("members?limit=200")).BodyAsync()).GetProperty("items").EnumerateArray()
            .Where(member => member.GetProperty("userId").GetString() == user).Select(member => member.GetProperty("fullName").GetString());

    private async Task DisableAsync(string email)
    {
        var user = "/v1/users/" + (await World.Admin.GetAsync("/v1/users?email=" + email).BodyAsync()).GetProperty("items")[0].Id();
        await World.Admin.ActAsync(HttpMethod.Post, user + "/disablements", await World.Admin.ETagAsync(user)).BodyAsync();
    }

    private Task<HttpResponseMessage> ChoosePasswordAsync(string token) =>
        World.Stranger.PostAsync("/v1/auth/challenges", new { kind = "new-password", token, newPassword = Person.Password });

    private string Email() => $"{UserId.New()}@people.vemap.test";

    private Task<HttpResponseMessage> InviteAsync(object body) => Organisation.PostAsync(Path("users"), body);
}
