namespace Vemap.Integration.Audit;

public sealed class ListPlatformAuditEntriesTests : ApiTest
{
    [Fact]
    public async Task A_log_in_stands_there_with_who_it_was()
    {
        var person = await Person.JoinAsync(World);
        await person.LogInAsync();

        var page = await World.Admin.GetAsync($"/v1/audit-entries?action=LogIn&actorId={person.UserId}").BodyAsync();

        var entry = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(("ok", "Session", "New Person"),
            (entry.GetProperty("outcome").GetString(), entry.GetProperty("objectKind").GetString(), entry.GetProperty("actorName").GetString()));
    }

    [Fact]
    public async Task No_environments_entry_stands_there()
    {
        var made = await Organisation.PostAsync(Path("projects"), new { code = "A9", name = "Brug" }).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(0, (await World.Admin.GetAsync($"/v1/audit-entries?objectId={made.Id()}").BodyAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Only_an_Admin_may()
    {
        await Organisation.GetAsync("/v1/audit-entries").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await World.Admin.GetAsync("/v1/audit-entries?limit=0").InvalidAsync(("?limit", "out-of-range"));
    }
}
