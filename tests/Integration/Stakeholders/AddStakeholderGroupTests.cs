namespace Vemap.Integration.Stakeholders;

public sealed class AddStakeholderGroupTests : StakeholdersTest
{
    [Fact]
    public async Task A_group_of_a_project_may_have_stakeholders_of_the_environment_and_of_the_project()
    {
        var project = await World.ProjectAsync();
        var (common, _) = await AddAsync("Brandweer");
        var (own, _) = await AddAsync("Buren", project);

        var made = await Manager.PostAsync(Groups, Group("Iedereen", project, common.Id(), own.Id())).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(["Brandweer", "Buren"], Names(await Manager.GetAsync($"{Groups}/{made.Id()}").BodyAsync(), "members"));
    }

    [Fact]
    public async Task A_group_of_the_environment_with_a_stakeholder_of_a_project_is_refused()
    {
        var project = await World.ProjectAsync();
        var (own, _) = await AddAsync("Buren", project);
        await Organisation.PostAsync(Groups, Group("Iedereen", null, own.Id())).RefusedAsync(HttpStatusCode.Conflict, "stakeholder-groups.unknown-member");
        await Organisation.PostAsync(Groups, Group("Iedereen", await World.ProjectAsync("TWO"), own.Id()))
            .RefusedAsync(HttpStatusCode.Conflict, "stakeholder-groups.unknown-member");
    }

    [Fact]
    public async Task A_stakeholder_who_is_removed_at_the_same_time_does_not_become_a_member()
    {
        var (member, tag) = await AddAsync();
        await using var standstill = await Standstill.OfAsync(World.Host.Database, "stakeholders", Guid.Parse(member.Id()));

        var removing = Organisation.ActAsync(HttpMethod.Delete, $"{Stakeholders}/{member.Id()}", tag);
        await standstill.ReachedByAsync(removing);
        var adding = Organisation.PostAsync(Groups, Group("Hulpdiensten", null, member.Id()));
        await standstill.ReachedByAsync(removing, adding);
        await standstill.EndAsync();

        (await removing).EnsureSuccessStatusCode();
        await adding.RefusedAsync(HttpStatusCode.Conflict, "stakeholder-groups.unknown-member");
    }

    [Fact]
    public async Task A_second_group_with_the_same_name_in_a_register_is_refused()
    {
        var project = await World.ProjectAsync();
        await AddGroupAsync("Hulpdiensten", null);
        await Organisation.PostAsync(Groups, Group("Hulpdiensten", null)).RefusedAsync(HttpStatusCode.Conflict, "stakeholder-groups.name-taken");
        await Manager.PostAsync(Groups, Group("Hulpdiensten", project)).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Adding_a_group_is_refused_to_other_roles_and_with_a_wrong_body()
    {
        var (member, _) = await AddAsync();
        var other = await World.CreateAsync(World.Host);
        await Manager.PostAsync(Groups, Group("X", null)).RefusedAsync(HttpStatusCode.Forbidden, "stakeholder-groups.register-of-environment");
        await Stakeholder.PostAsync(Groups, Group("X", null)).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(Groups, Group("X", null)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.PostAsync(Groups, Group("", null, member.Id(), member.Id())).InvalidAsync(("/name", "not-empty"), ("/stakeholderIds", "members"));
    }
}
