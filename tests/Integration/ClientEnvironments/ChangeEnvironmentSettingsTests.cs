using System.Net;
using Vemap.Integration.Common;

namespace Vemap.Integration.ClientEnvironments;

public sealed class ChangeEnvironmentSettingsTests : ApiTest
{
    private static readonly object Settings = new
    {
        logoFileId = (string?)null,
        accentColour = "#0a5c36",
        dutyDesk = "+31 20 1234567",
        releaseAbove = 250,
        allowedAddresses = new[] { "@hoogbrug.test", "ada@people.vemap.test" },
    };

    private string Self => $"/v1/client-environments/{World.Environment}";

    [Fact]
    public async Task Organisation_changes_its_own()
    {
        await Organisation.PutAsync(Self + "/settings", Settings, "\"v1\"").BodyAsync();

        var (environment, etag) = await Organisation.GetAsync(Self).TaggedAsync();
        Assert.Equal("\"v2\"", etag);
        Assert.Equal((250, "#0a5c36", "@hoogbrug.test"),
            (environment.GetProperty("releaseAbove").GetInt32(), environment.GetProperty("accentColour").GetString(), environment.GetProperty("allowedAddresses")[0].GetString()));
    }

    [Fact]
    public async Task The_version_counts_and_others_may_not()
    {
        await Organisation.PutAsync(Self + "/settings", Settings).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await Organisation.PutAsync(Self + "/settings", Settings, "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await Manager.PutAsync(Self + "/settings", Settings, "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await (await World.CreateAsync(World.Host)).Organisation.PutAsync(Self + "/settings", Settings, "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task A_line_break_is_no_part_of_a_colour() =>
        Organisation.PutAsync(
            Self + "/settings",
            new { logoFileId = (string?)null, accentColour = "#0a5c36\n", dutyDesk = (string?)null, releaseAbove = 1, allowedAddresses = Array.Empty<string>() },
            "\"v1\"").InvalidAsync(("/accentColour", "not-a-colour"));

    [Fact]
    public Task The_fields_are_checked() =>
        Organisation.PutAsync(
            Self + "/settings",
            new { logoFileId = (string?)null, accentColour = "green", dutyDesk = (string?)null, releaseAbove = -1, allowedAddresses = new[] { "nobody" } },
            "\"v1\"").InvalidAsync(("/accentColour", "not-a-colour"), ("/releaseAbove", "out-of-range"), ("/allowedAddresses/0", "not-an-address"));
}
