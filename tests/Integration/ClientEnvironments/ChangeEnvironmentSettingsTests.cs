using Vemap.Integration.Files;

namespace Vemap.Integration.ClientEnvironments;

public sealed class ChangeEnvironmentSettingsTests : LogosTest
{
    private static readonly object Changed = new
    {
        logoFileId = (string?)null,
        accentColour = "#0a5c36",
        dutyDesk = "+31 20 1234567",
        releaseAbove = 250,
        allowedAddresses = new[] { "@hoogbrug.test", "ada@people.vemap.test" },
    };

    private string Self => $"/v1/client-environments/{World.Environment}";

    [Fact]
    public async Task Organisation_changes_the_settings_of_its_environment()
    {
        await Organisation.PutAsync(Self + "/settings", Changed, "\"v1\"").BodyAsync();

        var (environment, etag) = await Organisation.GetAsync(Self).TaggedAsync();
        Assert.Equal("\"v2\"", etag);
        Assert.Equal((250, "#0a5c36", "@hoogbrug.test"),
            (environment.GetProperty("releaseAbove").GetInt32(), environment.GetProperty("accentColour").GetString(),
                environment.GetProperty("allowedAddresses")[0].GetString()));
    }

    [Fact]
    public async Task The_area_is_where_closures_may_lie()
    {
        var project = await World.ProjectAsync();
        var berlin = Integration.Closures.ClosureTest.Body(body =>
            body["geometry"] = System.Text.Json.Nodes.JsonNode.Parse("""{"type":"Point","coordinates":[13.4,52.5]}"""));
        await Manager.PostAsync(World.Path($"projects/{project}/closures"), berlin).InvalidAsync(("/geometry", "outside-area"));

        await Organisation.PutAsync(Self + "/settings", With(new { west = 13.0, south = 52.3, east = 13.8, north = 52.7 }), "\"v1\"").BodyAsync();
        await Manager.PostAsync(World.Path($"projects/{project}/closures"), berlin).BodyAsync(HttpStatusCode.Created);
        Assert.Equal(13.8, (await Organisation.GetAsync(Self).BodyAsync()).GetProperty("area").GetProperty("east").GetDouble());

        await Organisation.PutAsync(Self + "/settings", With(new { west = 14.0, south = 52.3, east = 13.8, north = 52.7 }), "\"v2\"")
            .InvalidAsync(("/area", "bounding-box"));
        await Organisation.PutAsync(Self + "/settings", Changed, "\"v2\"").BodyAsync();
        Assert.Equal(2.5, (await Organisation.GetAsync(Self).BodyAsync()).GetProperty("area").GetProperty("west").GetDouble());
    }

    private static object With(object area) =>
        new
        {
            logoFileId = (string?)null,
            accentColour = "#0a5c36",
            dutyDesk = "+31 20 1234567",
            releaseAbove = 250,
            allowedAddresses = Array.Empty<string>(),
            area
        };

    [Fact]
    public async Task Changing_settings_is_refused_with_an_old_version_and_to_other_roles()
    {
        await Organisation.PutAsync(Self + "/settings", Changed).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await Organisation.PutAsync(Self + "/settings", Changed, "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await Manager.PutAsync(Self + "/settings", Changed, "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await (await World.CreateAsync(World.Host)).Organisation.PutAsync(Self + "/settings", Changed, "\"v1\"")
            .RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task A_colour_with_a_line_break_is_refused() =>
        Organisation.PutAsync(
            Self + "/settings",
            new
            {
                logoFileId = (string?)null,
                accentColour = "#0a5c36\n",
                dutyDesk = (string?)null,
                releaseAbove = 1,
                allowedAddresses = Array.Empty<string>()
            },
            "\"v1\"").InvalidAsync(("/accentColour", "not-a-colour"));

    [Fact]
    public Task All_wrong_fields_are_reported_at_once() =>
        Organisation.PutAsync(
            Self + "/settings",
            new { logoFileId = (string?)null, accentColour = "green", dutyDesk = (string?)null, releaseAbove = -1, allowedAddresses = new[] { "nobody" } },
            "\"v1\"").InvalidAsync(("/accentColour", "not-a-colour"), ("/releaseAbove", "out-of-range"), ("/allowedAddresses/0", "not-an-address"));

    [Fact]
    public async Task A_logo_that_is_not_an_available_one_of_this_environment_is_refused()
    {
        var (logo, _) = await UploadAsync();
        await ShowAsync(logo);
        Assert.Equal(logo, (await Organisation.GetAsync(Self).BodyAsync()).GetProperty("logoFileId").GetString());

        var other = await World.CreateAsync(World.Host);
        var (waiting, _) = await SendAsync(Png());
        foreach (var wrong in (string[])[NoId, waiting])
            await Organisation.PutAsync(Settings, Body(wrong), "\"v2\"").InvalidAsync(("/logoFileId", "not-a-logo"));
        await other.Organisation.PutAsync(other.Path("settings"), Body(logo), "\"v1\"").InvalidAsync(("/logoFileId", "not-a-logo"));
    }

    [Fact]
    public async Task A_file_of_a_closure_is_refused_as_logo()
    {
        var world = await FullWorld.CreateAsync(World.Host, $"marker-{Guid.CreateVersion7():N}");

        await world.World.Organisation.PutAsync(world.World.Path("settings"), Body(world.Find("planFileId")), "\"v1\"")
            .InvalidAsync(("/logoFileId", "not-a-logo"));
    }
}
