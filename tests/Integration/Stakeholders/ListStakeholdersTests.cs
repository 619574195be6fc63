using System.Text.Json;

namespace Vemap.Integration.Stakeholders;

public sealed class ListStakeholdersTests : StakeholdersTest
{
    [Fact]
    public async Task Stakeholders_are_listed_by_name_in_pages()
    {
        foreach (var name in (string[])["politie", "Ambulance", "brandweer", "Brandweer"]) await AddAsync(name);

        var seen = new List<string?>();
        for (var path = $"{Stakeholders}?limit=1"; path is not null;)
        {
            using var answer = await Organisation.GetAsync(path);
            seen.AddRange(Names(await Task.FromResult(answer).BodyAsync()));
            path = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(["Ambulance", "brandweer", "Brandweer", "politie"], seen);
    }

    [Fact]
    public async Task The_list_is_filtered_by_project_register_category_and_beginning_of_the_name()
    {
        var (one, two) = (await World.ProjectAsync("ONE"), await World.ProjectAsync("TWO"));
        await AddAsync("Brandweer");
        await AddAsync("Bewoners 100%_", one, "residents");
        await AddAsync("Buren", two, "residents");

        Assert.Equal(["Bewoners 100%_", "Brandweer"], Names(await Organisation.GetAsync($"{Stakeholders}?projectId={one}").BodyAsync()));
        Assert.Equal(["Brandweer"], Names(await Organisation.GetAsync($"{Stakeholders}?register=environment").BodyAsync()));
        Assert.Equal(["Bewoners 100%_"], Names(await Organisation.GetAsync($"{Stakeholders}?register=project&projectId={one}").BodyAsync()));
        Assert.Equal(["Bewoners 100%_", "Buren"], Names(await Organisation.GetAsync($"{Stakeholders}?category=residents").BodyAsync()));
        Assert.Equal(["Brandweer"], Names(await Organisation.GetAsync($"{Stakeholders}?text=BR").BodyAsync()));
        Assert.Equal(["Bewoners 100%_"], Names(await Organisation.GetAsync($"{Stakeholders}?text=bewoners%20100%25_").BodyAsync()));
        Assert.Empty(Names(await Organisation.GetAsync($"{Stakeholders}?text=%25").BodyAsync()));
    }

    [Fact]
    public async Task A_manager_sees_addresses_only_of_stakeholders_of_own_projects()
    {
        var own = await World.ProjectAsync("OWN");
        var elsewhere = await World.ProjectAsync("ELSE", member: World.OrganisationId);
        await AddAsync("Brandweer");
        await AddAsync("Buren", own);
        await AddAsync("Verborgen", elsewhere);

        var items = (await Manager.GetAsync(Stakeholders).BodyAsync()).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["Brandweer", "Buren"], items.Select(item => item.GetProperty("name").GetString()));
        foreach (var field in (string[])["email", "fallbackEmail", "phone"])
        {
            Assert.Equal(JsonValueKind.Null, items[0].GetProperty(field).ValueKind);
            Assert.Equal(JsonValueKind.String, items[1].GetProperty(field).ValueKind);
        }
    }

    [Fact]
    public async Task Listing_stakeholders_is_refused_to_other_roles_and_with_a_wrong_query()
    {
        await AddAsync();
        var other = await World.CreateAsync(World.Host);
        Assert.Empty(Names(await other.Organisation.GetAsync(other.Path("stakeholders")).BodyAsync()));
        await Stakeholder.GetAsync(Stakeholders).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Organisation.GetAsync($"{Stakeholders}?text={new string('x', 101)}&limit=0")
            .InvalidAsync(("?text", "maximum-length"), ("?limit", "out-of-range"));
        await Organisation.GetAsync($"{Stakeholders}?category=firemen").InvalidAsync(("?category", "unknown-value"));
    }
}
