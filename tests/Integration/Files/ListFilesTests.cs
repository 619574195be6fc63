namespace Vemap.Integration.Files;

public sealed class ListFilesTests : FilesTest
{
    [Fact]
    public async Task The_newest_come_first_in_pages()
    {
        var first = await UploadAsync();
        var second = await UploadAsync(kind: "support-file");
        var (third, _) = await AnnounceAsync(Pdf());

        using var answer = await Manager.GetAsync($"{Files}?limit=2");
        var page = await Task.FromResult(answer).BodyAsync();

        Assert.Equal([third.Id(), second.Id], Ids(page));
        Assert.Equal([first.Id], Ids(await Manager.GetAsync(answer.Headers.GetValues("Link").Single().Split('<', '>')[1]).BodyAsync()));
    }

    [Fact]
    public async Task Kind_and_status_filter_and_what_is_deleted_is_shown_only_when_asked_for()
    {
        var plan = await UploadAsync();
        var support = await UploadAsync(kind: "support-file");
        (await Manager.ActAsync(HttpMethod.Delete, $"{Files}/{plan.Id}", plan.ETag)).EnsureSuccessStatusCode();

        Assert.Equal([support.Id], Ids(await Manager.GetAsync(Files).BodyAsync()));
        Assert.Equal([plan.Id], Ids(await Manager.GetAsync($"{Files}?status=deleted").BodyAsync()));
        Assert.Empty(Ids(await Manager.GetAsync($"{Files}?kind=vkm-plan").BodyAsync()));
    }

    [Fact]
    public async Task Others_see_nothing()
    {
        await UploadAsync();
        var other = await World.CreateAsync(World.Host);
        var (colleague, _) = await World.MemberAsync(Domain.Users.Role.Manager);
        await colleague.GetAsync(Files).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Stakeholder.GetAsync(Files).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync(Files).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task A_wrong_query_is_refused()
    {
        await Manager.GetAsync($"{Files}?limit=201").InvalidAsync(("?limit", "out-of-range"));
        await Manager.GetAsync($"{Files}?kind=movie").InvalidAsync(("?kind", "unknown-value"));
    }

    private static IEnumerable<string> Ids(System.Text.Json.JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.Id());
}
