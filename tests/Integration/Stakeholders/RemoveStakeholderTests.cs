namespace Vemap.Integration.Stakeholders;

public sealed class RemoveStakeholderTests : StakeholdersTest
{
    [Fact]
    public async Task A_removed_stakeholder_is_not_found()
    {
        var (made, tag) = await AddAsync();

        using var answer = await Organisation.ActAsync(HttpMethod.Delete, $"{Stakeholders}/{made.Id()}", tag);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await Organisation.GetAsync($"{Stakeholders}/{made.Id()}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task Removing_a_member_of_a_group_is_refused()
    {
        var (made, tag) = await AddAsync();
        await AddGroupAsync("Hulpdiensten", null, made.Id());
        await Organisation.ActAsync(HttpMethod.Delete, $"{Stakeholders}/{made.Id()}", tag).RefusedAsync(HttpStatusCode.Conflict, "stakeholders.in-groups");
    }

    [Fact]
    public async Task Removing_a_stakeholder_is_refused_to_other_roles()
    {
        var (made, tag) = await AddAsync();
        var other = await World.CreateAsync(World.Host);
        var path = $"{Stakeholders}/{made.Id()}";
        await Manager.ActAsync(HttpMethod.Delete, path, tag).RefusedAsync(HttpStatusCode.Forbidden, "stakeholders.register-of-environment");
        await Stakeholder.ActAsync(HttpMethod.Delete, path, tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Delete, path, tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.ActAsync(HttpMethod.Delete, path, null).RefusedAsync((HttpStatusCode)428, "common.version-required");
    }
}
