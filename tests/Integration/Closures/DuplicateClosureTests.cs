namespace Vemap.Integration.Closures;

public sealed class DuplicateClosureTests : ClosureTest
{
    [Fact]
    public async Task The_copy_is_a_draft_with_the_same_content_and_a_number_of_its_own()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = Nights());

        using var made = await Manager.ActAsync(HttpMethod.Post, $"{closure.Path}/duplicates", null);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var copy = await Manager.GetAsync(made.Headers.Location).BodyAsync();
        Assert.NotEqual(closure.Id, copy.Id());
        Assert.EndsWith("-0002", copy.GetProperty("number").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, copy.GetProperty("noPlanReason").ValueKind);
        Assert.Equal(("draft", "Deck of the bridge", 10), (copy.GetProperty("status").GetString(), copy.GetProperty("title").GetString(), copy.GetProperty("occurrenceCount").GetInt32()));
    }

    [Fact]
    public async Task A_contractor_who_has_left_the_project_is_not_copied()
    {
        var contractor = (await Organisation.PostAsync(Path("contractors"), new { name = "Builder" }).BodyAsync(HttpStatusCode.Created)).Id();
        await WorkOnAsync([contractor]);
        var closure = await PlanAsync(body => body["contractorId"] = contractor);
        Assert.Equal(contractor, await ContractorOfCopyAsync(closure));

        await WorkOnAsync([]);

        Assert.Null(await ContractorOfCopyAsync(closure));
    }

    private async Task WorkOnAsync(string[] contractors) =>
        await Organisation.PutAsync(Path($"projects/{Project}"), new { code = "A9-BRUG", name = "Bridge", description = (string?)null, contractorIds = contractors }, await Organisation.ETagAsync(Path($"projects/{Project}"))).BodyAsync();

    private async Task<string?> ContractorOfCopyAsync(Planned closure)
    {
        using var made = await Manager.ActAsync(HttpMethod.Post, $"{closure.Path}/duplicates", null);
        return (await Manager.GetAsync(made.Headers.Location).BodyAsync()).GetProperty("contractorId").GetString();
    }

    [Fact]
    public async Task A_stakeholder_is_refused_with_403() =>
        await Stakeholder.ActAsync(HttpMethod.Post, $"{(await PlanAsync()).Path}/duplicates", null).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task A_closure_of_another_environment_is_not_found()
    {
        var closure = await PlanAsync();
        var other = await World.CreateAsync(World.Host);
        await other.Manager.ActAsync(HttpMethod.Post, $"{closure.Path}/duplicates", null).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task Nothing_is_copied_in_an_archived_project()
    {
        var closure = await PlanAsync();
        await ArchiveAsync();
        await Manager.ActAsync(HttpMethod.Post, $"{closure.Path}/duplicates", null).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }
}
