namespace Vemap.Integration.Contractors;

public sealed class GetContractorTests : ApiTest
{
    [Fact]
    public async Task Members_read_one_and_others_do_not()
    {
        var (made, _) = await Organisation.PostAsync(Path("contractors"), new { name = "BAM", contactName = "J. Jansen" }).TaggedAsync();
        var other = await World.CreateAsync(World.Host);

        var (read, tag) = await Manager.GetAsync(Path($"contractors/{made.Id()}")).TaggedAsync();

        Assert.Equal(("\"v1\"", "J. Jansen"), (tag, read.GetProperty("contactName").GetString()));
        await Stakeholder.GetAsync(Path($"contractors/{made.Id()}")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync(other.Path($"contractors/{made.Id()}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
