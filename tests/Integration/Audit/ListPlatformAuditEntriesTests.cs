namespace Vemap.Integration.Audit;

public sealed class ListPlatformAuditEntriesTests : ApiTest
{
    [Fact]
    public async Task A_log_in_is_recorded_with_its_user()
    {
        var person = await Person.JoinAsync(World);
        await person.LogInAsync();

        var page = await World.Admin.GetAsync($"/v1/audit-entries?action=LogIn&actorId={person.UserId}").BodyAsync();

        var entry = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(("ok", "Session", "New Person"),
            (entry.GetProperty("outcome").GetString(), entry.GetProperty("objectKind").GetString(), entry.GetProperty("actorName").GetString()));
    }

    [Fact]
    public async Task Entries_of_environments_are_not_listed()
    {
        var made = await Organisation.PostAsync(Path("projects"), new { code = "A9", name = "Brug" }).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(0, (await World.Admin.GetAsync($"/v1/audit-entries?objectId={made.Id()}").BodyAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Listing_the_log_of_the_platform_is_refused_to_everybody_but_an_Admin()
    {
        await Organisation.GetAsync("/v1/audit-entries").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await World.Admin.GetAsync("/v1/audit-entries?limit=0").InvalidAsync(("?limit", "out-of-range"));
    }
}
