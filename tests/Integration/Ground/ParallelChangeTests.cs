using Vemap.Integration.Closures;

namespace Vemap.Integration.Ground;

/// <summary>Of many changes of one version one wins, and the others learn that the version is no longer the current one.</summary>
public sealed class ParallelChangeTests : ClosureTest
{
    private const int Changes = 50;

    private string ProjectPath => Path($"projects/{Project}");

    [Fact]
    public async Task Projects()
    {
        var contractor = (await Organisation.PostAsync(Path("contractors"), new { name = "Bouw BV" }).BodyAsync(HttpStatusCode.Created)).Id();

        var body = new { code = "A9-BRUG", name = "Brug", description = (string?)null, contractorIds = new[] { contractor } };

        await OneWinsAsync(ProjectPath, etag => Organisation.PutAsync(ProjectPath, body, etag));
    }

    [Fact]
    public async Task Project_members()
    {
        var (_, user) = await World.MemberAsync(Vemap.Domain.Users.Role.Manager);

        await OneWinsAsync(ProjectPath, etag => Organisation.PostAsync($"{ProjectPath}/members", new { userId = user.ToString() }, etag));
    }

    [Fact]
    public async Task Closures_and_their_steps()
    {
        var planned = await Manager.PostAsync(Closures, Body()).BodyAsync(HttpStatusCode.Created);
        var path = $"{Closures}/{planned.Id()}";

        await OneWinsAsync(path, etag => Manager.PutAsync(path, Body(body => body["title"] = "Changed"), etag));
        await OneWinsAsync(path, etag => Manager.ActAsync(HttpMethod.Post, $"{path}/submissions", etag));
    }

    [Fact]
    public async Task Groups_and_their_members()
    {
        var person = await Organisation.PostAsync(Path("stakeholders"), new { name = "Jan", email = "jan@example.test", category = "business" })
            .BodyAsync(HttpStatusCode.Created);
        var group = await Organisation.PostAsync(Path("stakeholder-groups"), new { name = "G", stakeholderIds = Array.Empty<string>() })
            .BodyAsync(HttpStatusCode.Created);
        var path = Path($"stakeholder-groups/{group.Id()}");

        await OneWinsAsync(path, etag => Organisation.PutAsync(path, new { name = "G", stakeholderIds = new[] { person.Id() } }, etag));
    }

    [Fact]
    public async Task Message_templates_and_their_versions()
    {
        var template = await Organisation.PostAsync(Path("message-templates"), Template("T")).BodyAsync(HttpStatusCode.Created);
        var path = Path($"message-templates/{template.Id()}");

        await OneWinsAsync(path, etag => Organisation.PutAsync(path, Template("T", "Other"), etag));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_no_lost_race()
    {
        await Organisation.PostAsync(Path("contractors"), new { name = "Bouw BV" }).BodyAsync(HttpStatusCode.Created);
        var (other, etag) = await Organisation.PostAsync(Path("contractors"), new { name = "Weg BV" }).TaggedAsync();

        await Organisation.PutAsync(Path($"contractors/{other.Id()}"), new { name = "Bouw BV" }, etag)
            .RefusedAsync(HttpStatusCode.Conflict, "contractors.name-taken");
    }

    private static object Template(string name, string subject = "Subject") =>
        new { name, kind = "free", texts = new[] { new { language = "nl", subject, html = "<p>Tekst</p>" } } };

    private async Task OneWinsAsync(string path, Func<string, Task<HttpResponseMessage>> change)
    {
        var etag = await Organisation.ETagAsync(path);

        var answers = await Task.WhenAll(Enumerable.Range(0, Changes).Select(_ => change(etag)));

        var statuses = answers.GroupBy(answer => (int)answer.StatusCode).ToDictionary(group => group.Key, group => group.Count());
        var others = statuses.Keys.Except([200, 412]).ToList();
        Assert.True(others.Count == 0, string.Join(", ", statuses));
        Assert.Equal(Changes - 1, statuses[412]);
    }
}
