using System.Text.Json;

namespace Vemap.Integration.Stakeholders;

public sealed class GetStakeholderTests : StakeholdersTest
{
    [Fact]
    public async Task A_manager_does_not_see_the_address_of_a_stakeholder_of_the_environment()
    {
        var (made, _) = await AddAsync();

        var (read, tag) = await Manager.GetAsync($"{Stakeholders}/{made.Id()}").TaggedAsync();

        Assert.Equal(("\"v1\"", "Brandweer"), (tag, read.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Null, read.GetProperty("email").ValueKind);
        Assert.Equal(JsonValueKind.String, (await Organisation.GetAsync($"{Stakeholders}/{made.Id()}").BodyAsync()).GetProperty("email").ValueKind);
    }

    [Fact]
    public async Task A_stakeholder_that_the_caller_may_not_see_is_not_found()
    {
        var elsewhere = await World.ProjectAsync("ELSE", member: World.OrganisationId);
        var (hidden, _) = await AddAsync(project: elsewhere);
        var other = await World.CreateAsync(World.Host);
        await Manager.GetAsync($"{Stakeholders}/{hidden.Id()}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await other.Organisation.GetAsync(other.Path($"stakeholders/{hidden.Id()}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Stakeholder.GetAsync($"{Stakeholders}/{hidden.Id()}").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }
}
