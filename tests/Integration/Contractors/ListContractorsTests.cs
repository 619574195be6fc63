namespace Vemap.Integration.Contractors;

public sealed class ListContractorsTests : ApiTest
{
    [Fact]
    public async Task They_come_by_name_in_pages()
    {
        foreach (var name in (string[])["Heijmans", "BAM", "VolkerWessels"]) await Organisation.PostAsync(Path("contractors"), new { name }).BodyAsync(HttpStatusCode.Created);

        using var answer = await Manager.GetAsync(Path("contractors?limit=2"));
        var page = await Task.FromResult(answer).BodyAsync();
        var next = await Manager.GetAsync(answer.Headers.GetValues("Link").Single().Split('<', '>')[1]).BodyAsync();

        Assert.Equal(["BAM", "Heijmans", "VolkerWessels"], Names(page).Concat(Names(next)));
    }

    [Fact]
    public async Task Others_see_nothing()
    {
        await Organisation.PostAsync(Path("contractors"), new { name = "BAM" }).BodyAsync(HttpStatusCode.Created);
        var other = await World.CreateAsync(World.Host);
        Assert.Empty(Names(await other.Organisation.GetAsync(other.Path("contractors")).BodyAsync()));
        await Stakeholder.GetAsync(Path("contractors")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Manager.GetAsync(Path("contractors?cursor=x&limit=0")).InvalidAsync(("?cursor", "unknown-cursor"), ("?limit", "out-of-range"));
    }

    private static IEnumerable<string?> Names(System.Text.Json.JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());
}
