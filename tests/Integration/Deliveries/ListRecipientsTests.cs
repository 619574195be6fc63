using Vemap.Domain.Deliveries;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Deliveries;

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
        Assert.Equal(("sending", 1, "450 try later"), (recipient.GetProperty("status").GetString(), recipient.GetProperty("attemptCount").GetInt32(), recipient.GetProperty("lastReply").GetString()));
        Assert.InRange(recipient.GetProperty("nextAttemptAt").GetDateTimeOffset(), Fixture.Now.AddSeconds(29), Fixture.Now.AddSeconds(91));
    }

    [Fact]
    public async Task The_state_filters_and_pages_follow()
    {
        var mailing = await SentAsync(await StakeholderAsync(), await StakeholderAsync(), await StakeholderAsync());
        using var first = await Manager.GetAsync($"{mailing.Path}/recipients?limit=2&status=delivered,queued");

        Assert.Equal(2, (await Task.FromResult(first).BodyAsync()).GetProperty("items").GetArrayLength());
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];
        Assert.Equal(1, (await Manager.GetAsync(next).BodyAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await Manager.GetAsync($"{mailing.Path}/recipients?status=delivered,complained").BodyAsync()).GetProperty("items").GetArrayLength());
        await Manager.GetAsync($"{mailing.Path}/recipients?limit=0").InvalidAsync(("?limit", "out-of-range"));
    }

    [Fact]
    public async Task Those_who_must_be_told_can_be_asked_for()
    {
        var mailing = await SentAsync(await StakeholderAsync(), await StakeholderAsync(name: "Brandweer", mandatory: true));

        Assert.Equal(["Brandweer"], await NamesAsync("true"));
        Assert.Equal(["Jan de Wit"], await NamesAsync("false"));
        await Manager.GetAsync($"{mailing.Path}/recipients?mandatory=perhaps").InvalidAsync(("?mandatory", "wrong-form"));
        await Manager.GetAsync($"{mailing.Path}/recipients?status=queued,read").InvalidAsync(("?status", "unknown-value"));

        async Task<IEnumerable<string?>> NamesAsync(string mandatory) =>
            (await Manager.GetAsync($"{mailing.Path}/recipients?mandatory={mandatory}").BodyAsync()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());
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
