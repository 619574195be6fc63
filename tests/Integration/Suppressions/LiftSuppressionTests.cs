using Vemap.Domain.Deliveries;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Suppressions;

public sealed class LiftSuppressionTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task A_lifted_address_gets_mail_again()
    {
        var stakeholder = await StakeholderAsync("een@example.test");
        var suppression = await SuppressedAsync(stakeholder);
        var (_, nothing) = await UnderWayAsync(stakeholder);
        Assert.Empty(nothing);

        await Organisation.PostAsync(Path($"suppressions/{suppression}/liftings"), new { reason = "Belde zelf: adres klopt weer" }, "\"v1\"").BodyAsync();

        var (_, mails) = await UnderWayAsync(stakeholder);
        Assert.Single(mails);
    }

    [Fact]
    public async Task Once_with_a_reason_by_the_organisation_and_nobody_elses()
    {
        var suppression = await SuppressedAsync(await StakeholderAsync());
        var other = await World.CreateAsync(World.Host);
        var path = Path($"suppressions/{suppression}/liftings");

        await Manager.PostAsync(path, new { reason = "x" }, "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(other.Path($"suppressions/{suppression}/liftings"), new { reason = "x" }, "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.PostAsync(path, new { reason = "" }, "\"v1\"").InvalidAsync(("/reason", "not-empty"));
        await Organisation.PostAsync(path, new { reason = "x" }).RefusedAsync((HttpStatusCode)428, "common.version-required");
        await Organisation.PostAsync(path, new { reason = "x" }, "\"v1\"").BodyAsync();
        await Organisation.PostAsync(path, new { reason = "x" }, "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "suppressions.already-lifted");
    }

    private async Task<string> SuppressedAsync(string stakeholder)
    {
        var (_, mails) = await UnderWayAsync(stakeholder);
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Bounced));
        return (await Organisation.GetAsync(Path("suppressions")).BodyAsync()).GetProperty("items")[0].Id();
    }
}
