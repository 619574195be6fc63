using System.Net;
using Vemap.Integration.Common;

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
        Assert.Equal(("draft", "Deck of the bridge", 10), (copy.GetProperty("status").GetString(), copy.GetProperty("title").GetString(), copy.GetProperty("occurrences").GetInt32()));
    }

    [Fact]
    public async Task A_stakeholder_may_not() =>
        await Stakeholder.ActAsync(HttpMethod.Post, $"{(await PlanAsync()).Path}/duplicates", null).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task Anothers_closure_does_not_exist()
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
