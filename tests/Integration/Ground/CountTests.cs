using System.Reflection;
using System.Text.Json;
using Vemap.Application;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Integration.Ground;

/// <summary>Every list tells how many there are in all when it is asked to, and only then.</summary>
public sealed class CountTests
{
    [Fact]
    public async Task Every_list_counts_what_its_pages_hold_when_it_is_asked()
    {
        var full = await FullWorld.CreateAsync(await TestHost.Shared, $"count-{Guid.CreateVersion7():N}");
        var document = await ApiDocument.ReadAsync(full.World.Stranger);
        var lists = document.Operations.Where(operation => operation.IsList).ToList();
        var faults = new List<string>();
        var several = 0;
        foreach (var list in lists)
        {
            var client = Client(list, full.World);
            var path = list.PathIds.Aggregate(list.Path, (path, id) => path.Replace($"{{{id.Name}}}", id.Name == "environmentId" ? full.World.Environment.ToString() : full.Find(id.Name), StringComparison.Ordinal));
            var held = 0;
            var told = new List<long>();
            for (var next = $"{path}?count=true&limit=2"; next is not null && told.Count < 100;)
            {
                using var answer = await client.GetAsync(next);
                var page = await Task.FromResult(answer).BodyAsync();
                held += page.GetProperty("items").GetArrayLength();
                told.Add(page.GetProperty("count").GetInt64());
                next = list.PathIds.Any() && answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
            }

            if (told.Count > 1) several++;
            // Others change what is the platform's at the same time; there it is no fewer than one page shows.
            if (list.PathIds.Any() ? told.Any(count => count != held) : told[0] < held) faults.Add($"{list.Name}: told {string.Join(',', told.Distinct())}, held {held}");
            if ((await client.GetAsync(path).BodyAsync()).GetProperty("count").ValueKind != JsonValueKind.Null) faults.Add($"{list.Name}: counted without being asked");
            await client.GetAsync($"{path}?count=all").InvalidAsync(("?count", "wrong-form"));
        }

        Assert.True(lists.Count >= 24, $"Only {lists.Count} lists.");
        Assert.True(several >= 3, $"Only {several} lists have several pages.");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_filters_hold_for_the_count_too()
    {
        var world = await World.CreateAsync(await TestHost.Shared);
        foreach (var code in (string[])["A", "B", "C"]) await world.ProjectAsync(code);

        Assert.Equal(3, (await world.Organisation.GetAsync(world.Path("projects?count=true&status=active&limit=1")).BodyAsync()).GetProperty("count").GetInt64());
        Assert.Equal(0, (await world.Organisation.GetAsync(world.Path("projects?count=true&status=archived")).BodyAsync()).GetProperty("count").GetInt64());
        Assert.Equal(JsonValueKind.Null, (await world.Organisation.GetAsync(world.Path("projects?count=false")).BodyAsync()).GetProperty("count").ValueKind);
    }

    private static HttpClient Client(ApiOperation list, World world)
    {
        var access = ApplicationModule.Assembly.GetTypes().Single(type => type.Name == list.Name).GetCustomAttribute<AccessAttribute>()!;
        return access.Roles.Contains(Role.Organisation) ? world.Organisation : world.Admin;
    }
}
