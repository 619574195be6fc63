namespace Vemap.Integration.Contractors;

public sealed class ChangeContractorTests : ApiTest
{
    [Fact]
    public async Task What_is_known_of_it_changes_as_a_whole()
    {
        var (made, tag) = await Organisation.PostAsync(Path("contractors"), new { name = "BAM", phone = "+31 30 555 0100" }).TaggedAsync();

        var (_, changed) = await Organisation.PutAsync(Path($"contractors/{made.Id()}"), new { name = "BAM Infra" }, tag).TaggedAsync();

        var read = await Manager.GetAsync(Path($"contractors/{made.Id()}")).BodyAsync();
        Assert.Equal("\"v2\"", changed);
        Assert.Equal(("BAM Infra", null), (read.GetProperty("name").GetString(), read.GetProperty("phone").GetString()));
    }

    [Fact]
    public async Task The_name_of_another_contractor_is_refused_and_its_own_is_accepted()
    {
        await Organisation.PostAsync(Path("contractors"), new { name = "BAM" }).BodyAsync(HttpStatusCode.Created);
        var (made, tag) = await Organisation.PostAsync(Path("contractors"), new { name = "Heijmans" }).TaggedAsync();
        await Organisation.PutAsync(Path($"contractors/{made.Id()}"), new { name = "Bam" }, tag).RefusedAsync(HttpStatusCode.Conflict, "contractors.name-taken");
        await Organisation.PutAsync(Path($"contractors/{made.Id()}"), new { name = "HEIJMANS" }, tag).BodyAsync();
    }

    [Fact]
    public async Task Other_roles_are_refused_and_a_missing_version_is_428()
    {
        var (made, tag) = await Organisation.PostAsync(Path("contractors"), new { name = "BAM" }).TaggedAsync();
        var other = await World.CreateAsync(World.Host);
        var path = Path($"contractors/{made.Id()}");
        await Manager.PutAsync(path, new { name = "X" }, tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PutAsync(path, new { name = "X" }, tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await other.Organisation.PutAsync(other.Path($"contractors/{made.Id()}"), new { name = "X" }, tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.PutAsync(path, new { name = "X" }, "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await Organisation.PutAsync(path, "{\"naam\":\"X\"}", tag).InvalidAsync(("/naam", "unknown-property"), ("/name", "missing"));
    }
}
