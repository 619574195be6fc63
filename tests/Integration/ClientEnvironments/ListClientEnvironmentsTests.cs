namespace Vemap.Integration.ClientEnvironments;

public sealed class ListClientEnvironmentsTests : ApiTest
{
    [Fact]
    public async Task An_Admin_sees_all_environments_in_pages()
    {
        await World.CreateAsync(World.Host);
        using var first = await World.Admin.GetAsync("/v1/client-environments?limit=1&status=active");
        var one = (await Task.FromResult(first).BodyAsync()).GetProperty("items")[0].Id();

        var two = await World.Admin.GetAsync(first.Headers.GetValues("Link").Single().Split('<', '>')[1]).BodyAsync();

        Assert.True(string.CompareOrdinal(two.GetProperty("items")[0].Id(), one) < 0);
    }

    [Fact]
    public async Task Listing_environments_is_refused_to_everybody_but_an_Admin()
    {
        await Organisation.GetAsync("/v1/client-environments").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await World.Admin.GetAsync("/v1/client-environments?status=gone").InvalidAsync(("?status", "unknown-value"));
    }
}
