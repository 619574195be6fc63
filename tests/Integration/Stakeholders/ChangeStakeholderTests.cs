namespace Vemap.Integration.Stakeholders;

public sealed class ChangeStakeholderTests : StakeholdersTest
{
    [Fact]
    public async Task All_details_are_replaced()
    {
        var (made, tag) = await AddAsync();

        var (_, changed) = await Organisation.PutAsync($"{Stakeholders}/{made.Id()}",
            new { name = "GVB", email = "ov@gvb.example", category = "public-transport" }, tag).TaggedAsync();

        var read = await Organisation.GetAsync($"{Stakeholders}/{made.Id()}").BodyAsync();
        Assert.Equal("\"v2\"", changed);
        Assert.Equal(("GVB", "public-transport", null),
            (read.GetProperty("name").GetString(), read.GetProperty("category").GetString(), read.GetProperty("phone").GetString()));
    }

    [Fact]
    public async Task A_manager_changes_stakeholders_of_own_projects_but_not_of_the_environment()
    {
        var project = await World.ProjectAsync();
        var (own, ownTag) = await AddAsync(project: project);
        var (common, tag) = await AddAsync();
        await Manager.PutAsync($"{Stakeholders}/{own.Id()}", Changed(), ownTag).BodyAsync();
        await Manager.PutAsync($"{Stakeholders}/{common.Id()}", Changed(), tag).RefusedAsync(HttpStatusCode.Forbidden, "stakeholders.register-of-environment");
    }

    [Fact]
    public async Task The_address_of_another_stakeholder_and_an_unknown_linked_user_are_refused()
    {
        await Organisation.PostAsync(Stakeholders, Somebody()).BodyAsync(HttpStatusCode.Created);
        var (made, tag) = await AddAsync();
        var (_, stranger) = await World.UserAsync();
        await Organisation.PutAsync($"{Stakeholders}/{made.Id()}", Changed(), tag).RefusedAsync(HttpStatusCode.Conflict, "stakeholders.email-taken");
        await Organisation.PutAsync($"{Stakeholders}/{made.Id()}",
            new { name = "X", email = "x@example.test", category = "other", linkedUserId = stranger.ToString() }, tag)
            .RefusedAsync(HttpStatusCode.Conflict, "stakeholders.unknown-user");
    }

    [Fact]
    public async Task Changing_a_stakeholder_is_refused_to_other_roles_and_with_a_wrong_body()
    {
        var (made, tag) = await AddAsync();
        var other = await World.CreateAsync(World.Host);
        var path = $"{Stakeholders}/{made.Id()}";
        await Stakeholder.PutAsync(path, Changed(), tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PutAsync(path, Changed(), tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.PutAsync(path, Changed(), "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await Organisation.PutAsync(path, Changed(name: "", email: "x"), tag).InvalidAsync(("/name", "not-empty"), ("/email", "mail-address"));
    }
}
