namespace Vemap.Integration.Stakeholders;

public sealed class RemoveStakeholderGroupTests : StakeholdersTest
{
    [Fact]
    public async Task Removing_a_group_keeps_its_members()
    {
        var (member, _) = await AddAsync();
        var (group, tag) = await AddGroupAsync("Groep", null, member.Id());

        using var answer = await Organisation.ActAsync(HttpMethod.Delete, $"{Groups}/{group.Id()}", tag);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await Organisation.GetAsync($"{Groups}/{group.Id()}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync($"{Stakeholders}/{member.Id()}").BodyAsync();
    }

    [Fact]
    public async Task Removing_a_group_is_refused_to_other_roles()
    {
        var (group, tag) = await AddGroupAsync("Groep", null);
        var other = await World.CreateAsync(World.Host);
        await Manager.ActAsync(HttpMethod.Delete, $"{Groups}/{group.Id()}", tag)
            .RefusedAsync(HttpStatusCode.Forbidden, "stakeholder-groups.register-of-environment");
        await Stakeholder.ActAsync(HttpMethod.Delete, $"{Groups}/{group.Id()}", tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Delete, $"{Groups}/{group.Id()}", tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
