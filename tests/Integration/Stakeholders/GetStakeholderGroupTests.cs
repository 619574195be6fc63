namespace Vemap.Integration.Stakeholders;

public sealed class GetStakeholderGroupTests : StakeholdersTest
{
    [Fact]
    public async Task A_group_shows_its_members_without_their_addresses()
    {
        var (a, b) = ((await AddAsync("politie")).Body.Id(), (await AddAsync("Ambulance")).Body.Id());
        var (group, _) = await AddGroupAsync("Hulpdiensten", null, a, b);

        var (read, tag) = await Manager.GetAsync($"{Groups}/{group.Id()}").TaggedAsync();

        Assert.Equal("\"v1\"", tag);
        Assert.Equal(["Ambulance", "politie"], Names(read, "members"));
        Assert.False(read.GetProperty("members")[0].TryGetProperty("email", out _));
    }

    [Fact]
    public async Task A_group_that_the_caller_may_not_see_is_not_found()
    {
        var (hidden, _) = await AddGroupAsync("Verborgen", await World.ProjectAsync("ELSE", member: World.OrganisationId));
        var other = await World.CreateAsync(World.Host);
        await Manager.GetAsync($"{Groups}/{hidden.Id()}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await other.Organisation.GetAsync(other.Path($"stakeholder-groups/{hidden.Id()}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Stakeholder.GetAsync($"{Groups}/{hidden.Id()}").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }
}
