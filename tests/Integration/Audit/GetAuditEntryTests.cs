namespace Vemap.Integration.Audit;

public sealed class GetAuditEntryTests : ApiTest
{
    [Fact]
    public async Task An_entry_shows_the_values_before_and_after_the_change()
    {
        var entry = await NewestAsync();

        var details = (await Organisation.GetAsync(Path("audit-entries/" + entry)).BodyAsync()).GetProperty("details");

        Assert.Equal("A9", details.GetProperty("Project")[0].GetProperty("after").GetProperty("Code").GetString());
    }

    [Fact]
    public async Task An_entry_is_not_shown_to_other_roles_and_environments()
    {
        var entry = await NewestAsync();
        var other = await World.CreateAsync(World.Host);

        await Manager.GetAsync(Path("audit-entries/" + entry)).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync(other.Path("audit-entries/" + entry)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private async Task<string> NewestAsync()
    {
        await Organisation.PostAsync(Path("projects"), new { code = "A9", name = "Brug" }).BodyAsync(HttpStatusCode.Created);
        return (await Organisation.GetAsync(Path("audit-entries?action=CreateProject")).BodyAsync()).GetProperty("items")[0].Id();
    }
}
