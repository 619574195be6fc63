namespace Vemap.Integration.Stakeholders;

public sealed class ListStakeholderGroupsTests : StakeholdersTest
{
    [Fact]
    public async Task Groups_are_listed_by_name_in_pages_with_their_number_of_members()
    {
        var (member, _) = await AddAsync();
        await AddGroupAsync("B", null, member.Id());
        await AddGroupAsync("A", null);

        using var answer = await Organisation.GetAsync($"{Groups}?limit=1");
        var next = await Organisation.GetAsync(answer.Headers.GetValues("Link").Single().Split('<', '>')[1]).BodyAsync();

        Assert.Equal(["A"], Names(await Task.FromResult(answer).BodyAsync()));
        Assert.Equal(["B"], Names(next));
        Assert.Equal(1, next.GetProperty("items")[0].GetProperty("memberCount").GetInt32());
    }

    [Fact]
    public async Task A_manager_sees_the_groups_of_the_environment_and_of_own_projects()
    {
        var own = await World.ProjectAsync("OWN");
        await AddGroupAsync("Algemeen", null);
        await AddGroupAsync("Eigen", own);
        await AddGroupAsync("Verborgen", await World.ProjectAsync("ELSE", member: World.OrganisationId));
        await AddGroupAsync("Ander", await World.ProjectAsync("MINE"));

        Assert.Equal(["Algemeen", "Ander", "Eigen"], Names(await Manager.GetAsync(Groups).BodyAsync()));
        Assert.Equal(["Algemeen", "Eigen"], Names(await Manager.GetAsync($"{Groups}?projectId={own}").BodyAsync()));
    }

    [Fact]
    public async Task Listing_groups_is_refused_to_other_roles_and_with_a_wrong_query()
    {
        await AddGroupAsync("Groep", null);
        var other = await World.CreateAsync(World.Host);
        Assert.Empty(Names(await other.Organisation.GetAsync(other.Path("stakeholder-groups")).BodyAsync()));
        await Stakeholder.GetAsync(Groups).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Organisation.GetAsync($"{Groups}?limit=201").InvalidAsync(("?limit", "out-of-range"));
    }
}
