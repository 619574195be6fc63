using Vemap.Domain.Users;

namespace Vemap.Integration.Users;

public sealed class ListUsersTests : ApiTest
{
    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        await World.MemberAsync(Role.Manager);
        await World.MemberAsync(Role.Manager);
        var seen = new List<string>();
        for (var path = Path("users?limit=2"); path is not null;)
        {
            using var answer = await Organisation.GetAsync(path);
            var page = await Task.FromResult(answer).BodyAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Id()));
            path = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task The_role_and_whether_it_is_current_filter()
    {
        var membership = await World.MembershipAsync(World.ManagerId);
        await Organisation.ActAsync(HttpMethod.Delete, Path("users/" + membership), "\"v1\"").BodyAsync(HttpStatusCode.NoContent);

        Assert.Equal(1, await CountAsync("role=stakeholder"));
        Assert.Equal(2, await CountAsync("current=true"));
        Assert.Equal(1, await CountAsync("current=false&role=manager"));
        Assert.Equal(0, await CountAsync("current=true&role=manager"));
    }

    [Fact]
    public async Task Others_may_not_and_see_nothing_of_it()
    {
        await Manager.GetAsync(Path("users")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Stakeholder.GetAsync(Path("users")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await (await World.CreateAsync(World.Host)).Organisation.GetAsync(Path("users")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Theory]
    [InlineData("role=boss", "?role", "unknown-value")]
    [InlineData("current=perhaps", "?current", "wrong-form")]
    [InlineData("cursor=%21", "?cursor", "unknown-cursor")]
    public Task A_wrong_query_is_refused(string query, string pointer, string code) => Organisation.GetAsync(Path("users?" + query)).InvalidAsync((pointer, code));

    private async Task<int> CountAsync(string query) => (await Organisation.GetAsync(Path("users?" + query)).BodyAsync()).GetProperty("items").GetArrayLength();
}
