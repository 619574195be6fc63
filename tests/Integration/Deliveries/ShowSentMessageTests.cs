using Vemap.Integration.Mailings;
namespace Vemap.Integration.Deliveries;

public sealed class ShowSentMessageTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task It_is_what_was_sent_whatever_has_changed_since()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync(name: "Jan & Co"));
        await Fixture.RunAsync($"update closures set title = 'Later anders' where id = '{Closure}'; update stakeholders set name = 'Later anders' where client_environment_id = '{World.Environment}'");

        var shown = await Manager.GetAsync($"{mailing.Path}/recipients/{mails[0].Recipient}/message").BodyAsync();

        Assert.Contains("Geachte Jan &amp; Co,", shown.GetProperty("html").GetString());
        Assert.Contains("Onderhoud aan de brug", shown.GetProperty("html").GetString());
        Assert.Equal("text/calendar; charset=utf-8; method=PUBLISH", shown.GetProperty("attachments")[0].GetProperty("contentType").GetString());
        Assert.Null(shown.GetProperty("address").GetString());
    }

    [Fact]
    public async Task Before_anything_was_sent_there_is_nothing_to_show()
    {
        var mailing = await SentAsync(await StakeholderAsync());
        var recipient = Assert.Single(await RecipientsAsync(mailing)).Id();
        var other = await World.CreateAsync(World.Host);

        await Manager.GetAsync($"{mailing.Path}/recipients/{recipient}/message").RefusedAsync(HttpStatusCode.Conflict, "mailings.nothing-sent");
        await World.Stakeholder.GetAsync($"{mailing.Path}/recipients/{recipient}/message").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync(other.Path($"mailings/{mailing.Id}/recipients/{recipient}/message")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
