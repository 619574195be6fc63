namespace Vemap.Integration.ClientEnvironments;

public sealed class ChangeClientEnvironmentTests : ApiTest
{
    private static readonly object Live = new
    {
        name = "Provincie",
        mode = "live",
        senderName = "Provincie",
        senderAddress = "weg@provincie.test",
        replyTo = "meldkamer@provincie.test"
    };

    private string Self => $"/v1/client-environments/{World.Environment}";

    [Fact]
    public async Task An_Admin_changes_name_mode_and_mail_sender()
    {
        await World.Admin.PutAsync(Self, Live, "\"v1\"").BodyAsync();

        var (environment, etag) = await Organisation.GetAsync(Self).TaggedAsync();
        Assert.Equal("\"v2\"", etag);
        Assert.Equal(("Provincie", "live", "meldkamer@provincie.test"),
            (environment.GetProperty("name").GetString(), environment.GetProperty("mode").GetString(), environment.GetProperty("replyTo").GetString()));
    }

    [Fact]
    public async Task Changing_an_environment_is_refused_with_an_old_version_and_to_other_roles()
    {
        await World.Admin.PutAsync(Self, Live).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await World.Admin.PutAsync(Self, Live, "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await Organisation.PutAsync(Self, Live, "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await (await World.CreateAsync(World.Host)).Organisation.PutAsync(Self, Live, "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task All_wrong_fields_are_reported_at_once() =>
        World.Admin.PutAsync(Self, new { name = "", mode = "live", senderName = "", senderAddress = "x", replyTo = "y" }, "\"v1\"")
            .InvalidAsync(("/name", "not-empty"), ("/senderName", "not-empty"), ("/senderAddress", "mail-address"), ("/replyTo", "mail-address"));

    [Fact]
    public Task A_sender_address_that_the_mail_service_cannot_use_is_refused() =>
        World.Admin.PutAsync(Self, new
        {
            name = "Provincie\nBcc: x",
            mode = "live",
            senderName = "Provincie\r",
            senderAddress = "weg..dienst@provincie.test",
            replyTo = "meldkamer@provin_cie.test"
        }, "\"v1\"")
            .InvalidAsync(("/name", "not-one-line"), ("/senderName", "not-one-line"), ("/senderAddress", "mail-address"), ("/replyTo", "mail-address"));
}
