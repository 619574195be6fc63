using System.Net;
using Vemap.Domain.Mailings;
using Vemap.Integration.Common;

namespace Vemap.Integration.Mailings;

public sealed class ListRecipientsTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task A_manager_sees_no_address_of_the_environments_stakeholders()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync("geheim@example.test", name: "Van de omgeving"), await StakeholderAsync("eigen@example.test", name: "Van het project", project: Project));
        await Fixture.TellAsync([.. mails.Select(mail => Event(mail, DeliveryEventKind.Deferred, reply: $"450 4.2.1 <{mail.Address}> try later"))]);

        var seen = (await RecipientsAsync(mailing, Manager)).ToDictionary(recipient => recipient.GetProperty("name").GetString()!);
        Assert.Null(seen["Van de omgeving"].GetProperty("address").GetString());
        Assert.Equal("450 4.2.1 <…> try later", seen["Van de omgeving"].GetProperty("lastReply").GetString());
        Assert.Equal("eigen@example.test", seen["Van het project"].GetProperty("address").GetString());
        Assert.Equal("geheim@example.test", (await RecipientsAsync(mailing, Organisation)).Single(recipient => recipient.GetProperty("name").GetString() == "Van de omgeving").GetProperty("address").GetString());
    }

    [Fact]
    public async Task Who_is_tried_again_shows_attempts_last_reply_and_next_attempt()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Deferred, reply: "450 try later"));

        var recipient = Assert.Single(await RecipientsAsync(mailing));
        Assert.Equal(("sending", 1, "450 try later"), (recipient.GetProperty("status").GetString(), recipient.GetProperty("attempts").GetInt32(), recipient.GetProperty("lastReply").GetString()));
        Assert.InRange(recipient.GetProperty("nextAttemptAt").GetDateTimeOffset(), Fixture.Now.AddSeconds(29), Fixture.Now.AddSeconds(91));
    }

    [Fact]
    public async Task The_state_filters_and_pages_follow()
    {
        var mailing = await SentAsync(await StakeholderAsync(), await StakeholderAsync(), await StakeholderAsync());
        using var first = await Manager.GetAsync($"{mailing.Path}/recipients?limit=2&status=queued");

        Assert.Equal(2, (await Task.FromResult(first).BodyAsync()).GetProperty("items").GetArrayLength());
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];
        Assert.Equal(1, (await Manager.GetAsync(next).BodyAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await Manager.GetAsync($"{mailing.Path}/recipients?status=delivered").BodyAsync()).GetProperty("items").GetArrayLength());
        await Manager.GetAsync($"{mailing.Path}/recipients?limit=0").InvalidAsync(("?limit", "out-of-range"));
    }

    [Fact]
    public async Task Anothers_are_not_there_and_a_stakeholder_may_not()
    {
        var mailing = await SentAsync(await StakeholderAsync());
        var other = await World.CreateAsync(World.Host);

        await other.Organisation.GetAsync(other.Path($"mailings/{mailing.Id}/recipients")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stakeholder.GetAsync($"{mailing.Path}/recipients").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }
}

public sealed class GetRecipientTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task The_timeline_holds_every_event_late_ones_too()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Delivered));
        Fixture.Advance(TimeSpan.FromSeconds(5));
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Accepted));

        var recipient = await Manager.GetAsync($"{mailing.Path}/recipients/{mails[0].Recipient}").BodyAsync();

        Assert.Equal("delivered", recipient.GetProperty("status").GetString());
        Assert.Equal(["delivered", "accepted"], recipient.GetProperty("timeline").EnumerateArray().Select(line => line.GetProperty("kind").GetString()!));
    }

    [Fact]
    public async Task Below_another_mailing_or_environment_it_is_not_there()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        var second = await DraftAsync(Body());
        var other = await World.CreateAsync(World.Host);

        await Manager.GetAsync($"{second.Path}/recipients/{mails[0].Recipient}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await other.Organisation.GetAsync(other.Path($"mailings/{mailing.Id}/recipients/{mails[0].Recipient}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stakeholder.GetAsync($"{mailing.Path}/recipients/{mails[0].Recipient}").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }
}

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

public sealed class ListSuppressionsTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task The_newest_come_first_and_the_address_filters()
    {
        await SuppressAsync("een@example.test");
        Fixture.Advance(TimeSpan.FromSeconds(1));
        await SuppressAsync("twee@example.test");

        Assert.Equal(["twee@example.test", "een@example.test"], await AddressesAsync(""));
        Assert.Equal(["een@example.test"], await AddressesAsync("?address=EEN@example.test"));
        Assert.Empty(await AddressesAsync("?lifted=true"));
    }

    [Fact]
    public async Task A_manager_may_not_and_anothers_are_not_there()
    {
        await SuppressAsync("een@example.test");
        var other = await World.CreateAsync(World.Host);

        await Manager.GetAsync(Path("suppressions")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        Assert.Equal(0, (await other.Organisation.GetAsync(other.Path("suppressions")).BodyAsync()).GetProperty("items").GetArrayLength());
        await Organisation.GetAsync(Path("suppressions?limit=0")).InvalidAsync(("?limit", "out-of-range"));
    }

    private async Task<IEnumerable<string>> AddressesAsync(string query) =>
        (await Organisation.GetAsync(Path("suppressions" + query)).BodyAsync()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("address").GetString()!);

    private async Task SuppressAsync(string address)
    {
        var (_, mails) = await UnderWayAsync(await StakeholderAsync(address));
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Complained));
    }
}

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
