namespace Vemap.Integration.Users;

public sealed class ListMembersTests : ApiTest
{
    [Fact]
    public async Task A_manager_sees_names_and_no_addresses()
    {
        var page = await Manager.GetAsync(Path("members")).BodyAsync();

        var members = page.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            new[] { World.OrganisationId.ToString(), World.ManagerId.ToString() }.Order(),
            members.Select(member => member.GetProperty("userId").GetString()!).Order());
        Assert.DoesNotContain("@", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        using var first = await Manager.GetAsync(Path("members?limit=1"));
        var second = await Manager.GetAsync(first.Headers.GetValues("Link").Single().Split('<', '>')[1]).BodyAsync();

        Assert.Equal(1, second.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Others_may_not()
    {
        await Stakeholder.GetAsync(Path("members")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await (await World.CreateAsync(World.Host)).Manager.GetAsync(Path("members")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Manager.GetAsync(Path("members?limit=0")).InvalidAsync(("?limit", "out-of-range"));
    }
}
