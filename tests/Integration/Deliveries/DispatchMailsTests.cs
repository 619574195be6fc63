using Vemap.Domain.ClientEnvironments;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Deliveries;

/// <summary>The relay and its command <see cref="DispatchMails"/>.</summary>
public sealed class DispatchMailsTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task A_mail_carries_all_that_the_mail_service_needs()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync("jan@example.test"));
        var mail = Assert.Single(mails);

        Assert.Equal((World.Environment, 1, "jan@example.test", false), (mail.Environment, mail.Attempt, mail.Address, mail.IsTrial));
        Assert.Equal("Jan de Wit", mail.Values["recipient.name"]);
        Assert.StartsWith($"{World.Environment}/mailings/{mailing.Id}/nl-", mail.ContentKey);
        Assert.Equal("Provincie Test", mail.Identity.FromName);
    }

    [Fact]
    public async Task A_crash_after_the_commit_hands_the_same_attempt_over_again()
    {
        var mailing = await SentAsync(await StakeholderAsync());
        await Fixture.RunAsync("create table if not exists crash as select * from scheduled_mails with no data; insert into crash select * from scheduled_mails");
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();
        var first = Assert.Single(await Fixture.TakeMailsAsync());

        // The rows were not deleted, and the queue has forgotten.
        await Fixture.RunAsync("insert into scheduled_mails select * from crash; delete from crash; delete from queue.messages");
        await Fixture.RelayAsync();

        var second = Assert.Single(await Fixture.TakeMailsAsync());
        Assert.Equal((first.Recipient, first.Attempt), (second.Recipient, second.Attempt));
        Assert.Equal(1, Assert.Single(await RecipientsAsync(mailing)).GetProperty("attemptCount").GetInt32());
    }

    [Fact]
    public async Task A_row_that_comes_again_after_the_result_hands_nothing_over()
    {
        await SentAsync(await StakeholderAsync());
        await Fixture.RunAsync("create table if not exists crash as select * from scheduled_mails with no data; insert into crash select * from scheduled_mails");
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();
        var mail = Assert.Single(await Fixture.TakeMailsAsync());
        await Fixture.TellAsync(Event(mail, DeliveryEventKind.Accepted));

        await Fixture.RunAsync("insert into scheduled_mails select * from crash; delete from crash; delete from queue.messages");
        await Fixture.RelayAsync();

        Assert.Empty(await Fixture.TakeMailsAsync());
    }

    [Fact]
    public async Task A_scheduled_mail_that_cannot_be_read_is_put_off_alone_and_is_a_dead_letter_in_the_end()
    {
        var mailing = await SentAsync(await StakeholderAsync(), await StakeholderAsync());
        var broken = await Fixture.ScalarAsync<Guid>("update scheduled_mails set payload = '{\"attempt\":1}', failures = 11 where id = (select id from scheduled_mails limit 1) returning id");
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();

        await Fixture.TellAsync(Event(Assert.Single(await Fixture.TakeMailsAsync()), DeliveryEventKind.Delivered));
        Assert.Equal(new Dictionary<string, int> { ["queued"] = 1, ["delivered"] = 1 }, await CountsAsync(mailing));
        Assert.Equal("The payload cannot be read at $.", await Fixture.ScalarAsync<string>($"select reason from scheduled_mails where id = '{broken}' and dead_at is not null"));
        Fixture.Advance(TimeSpan.FromHours(1));
        await Fixture.ReconcileAsync();
        Assert.Equal(1, await Fixture.ScalarAsync<long>("select count(*) from scheduled_mails"));
    }

    [Fact]
    public async Task A_mail_that_the_program_before_has_scheduled_is_sent_once()
    {
        var mailing = await SentAsync(await StakeholderAsync(), await StakeholderAsync());
        await Fixture.RunAsync("""
            with former as (delete from scheduled_mails where id = (select id from scheduled_mails limit 1) returning *)
            insert into outbox (client_environment_id, id, kind, name, payload, due_at, created_at)
            select client_environment_id, id, 'mail', recipient_id::text, payload, due_at, created_at from former;
            """);
        await Fixture.ReconcileAsync();
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();

        Assert.Equal(2, (await Fixture.TakeMailsAsync()).DistinctBy(mail => mail.Recipient).Count());
        Assert.Equal(new Dictionary<string, int> { ["sending"] = 2 }, await CountsAsync(mailing));
        Assert.Equal(0, await Fixture.ScalarAsync<long>("select (select count(*) from outbox) + (select count(*) from scheduled_mails)"));
    }

    [Fact]
    public async Task In_trial_mode_only_listed_addresses_and_the_simulator_are_reached()
    {
        await EnvironmentAsync(EnvironmentMode.Trial, 1000, "@toegestaan.test");
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync("jan@toegestaan.test"), await StakeholderAsync("piet@elders.test"), await StakeholderAsync("success@simulator.vemap.test"));

        Assert.Equal(["jan@toegestaan.test", "success@simulator.vemap.test"], mails.Select(mail => mail.Address).Order());
        Assert.All(mails, mail => Assert.True(mail.IsTrial));
        Assert.Equal(new Dictionary<string, int> { ["not-allowed"] = 1, ["sending"] = 2 }, await CountsAsync(mailing));
    }

    [Fact]
    public async Task A_stakeholder_sees_the_closure_when_something_was_handed_over_and_not_before()
    {
        await EnvironmentAsync(EnvironmentMode.Trial, 1000, "@toegestaan.test");
        var guard = await StakeholderAsync("wacht@elders.test");
        await Fixture.RunAsync($"update stakeholders set linked_user = '{World.StakeholderId}' where id = '{guard}'");
        var (trial, none) = await UnderWayAsync(guard);
        Assert.Equal((0, "not-allowed"), (none.Count, Assert.Single(await RecipientsAsync(trial)).GetProperty("status").GetString()));
        await UnseenAsync();

        await EnvironmentAsync(EnvironmentMode.Live);
        var (failed, mails) = await UnderWayAsync(guard);
        await UnseenAsync();
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Failed));
        Assert.Equal("technical-failure", await StatusAsync(mails[0], failed));
        await UnseenAsync();

        var (_, more) = await UnderWayAsync(guard);
        await Fixture.TellAsync(Event(more[0], DeliveryEventKind.Accepted));
        Fixture.Advance(TimeSpan.FromSeconds(6));
        await World.Stakeholder.GetAsync(Path($"projects/{Project}/closures/{Closure}")).BodyAsync();
    }

    [Fact]
    public async Task A_suppressed_address_is_passed_over_visibly()
    {
        var stakeholder = await StakeholderAsync();
        var (_, mails) = await UnderWayAsync(stakeholder);
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Bounced));

        var (mailing, none) = await UnderWayAsync(stakeholder);

        Assert.Empty(none);
        Assert.Equal("suppressed", Assert.Single(await RecipientsAsync(mailing)).GetProperty("status").GetString());
        Assert.Equal("completed", (await GetAsync(mailing)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_attempt_that_is_repeated_is_not_made_any_more_after_a_cancellation_or_a_bounce(bool isCancelled)
    {
        var stakeholder = await StakeholderAsync();
        var (mailing, mails) = await UnderWayAsync(stakeholder);
        Assert.Null(mails[0].NotAfter);
        if (isCancelled)
        {
            await mailing.TakeAsync(Manager, "cancellations");
        }
        else
        {
            var (_, others) = await UnderWayAsync(stakeholder);
            await Fixture.TellAsync(Event(others[0], DeliveryEventKind.Bounced));
        }

        Fixture.Advance(TimeSpan.FromMinutes(16));
        await Fixture.ReconcileAsync();
        await Fixture.RelayAsync();

        var again = Assert.Single(await Fixture.TakeMailsAsync());
        Assert.Equal((mails[0].Recipient, 1), (again.Recipient, again.Attempt));
        Assert.Equal(DateTimeOffset.UnixEpoch, again.NotAfter);
    }

    [Fact]
    public async Task What_has_expired_when_its_turn_comes_is_not_sent()
    {
        var body = Body(await StakeholderAsync());
        body["expiresAt"] = Fixture.Now.AddSeconds(40).ToString("O");
        var mailing = await DraftAsync(body);
        await mailing.TakeAsync(Manager, "sendings", new { });
        Fixture.Advance(TimeSpan.FromMinutes(1));
        await Fixture.RelayAsync();

        Assert.Empty(await Fixture.TakeMailsAsync());
        Assert.Equal(new Dictionary<string, int> { ["expired"] = 1 }, await CountsAsync(mailing));
    }

    [Fact]
    public async Task A_closure_that_changed_after_the_text_was_frozen_makes_the_mailing_ask()
    {
        var mailing = await SentAsync(await StakeholderAsync());
        await Fixture.RunAsync($"update closures set content_version = content_version + 1 where id = '{Closure}'");
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();

        var read = await RefreshAsync(mailing);
        Assert.Equal(("paused", "closure-changed"), (read.GetProperty("status").GetString(), read.GetProperty("pause").GetProperty("cause").GetString()));
        Assert.Empty(await Fixture.TakeMailsAsync());

        await mailing.TakeAsync(Manager, "resumptions");
        await Fixture.RelayAsync();
        Assert.Single(await Fixture.TakeMailsAsync());
    }

    [Fact]
    public async Task The_mail_of_a_suspended_environment_waits()
    {
        await SentAsync(await StakeholderAsync());
        await World.SaveAsync((db, now) => db.Set<ClientEnvironment>().Single(environment => environment.Id == World.Environment).Suspend(now));
        Fixture.Advance(Mailing.UndoTime);
        Assert.Equal(0, await Fixture.RelayAsync());

        await World.SaveAsync((db, now) => db.Set<ClientEnvironment>().Single(environment => environment.Id == World.Environment).Reactivate(now));
        Assert.Equal(0, await Fixture.RelayAsync());
        Fixture.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await Fixture.RelayAsync());
    }

    [Fact]
    public async Task Later_mail_about_the_same_closure_threads_under_the_earlier()
    {
        var stakeholder = await StakeholderAsync();
        var (_, first) = await UnderWayAsync(stakeholder);
        // The provider is often quicker than the mail service.
        await Fixture.TellAsync(Event(first[0], DeliveryEventKind.Delivered));

        var (_, second) = await UnderWayAsync(stakeholder);

        Assert.Equal([MessageId.Of(first[0].Recipient, "verkeer@test.vemap.test")], second[0].References);
        Assert.Empty(first[0].References);
    }

    [Fact]
    public async Task The_queue_holds_ten_seconds_of_the_rate_and_a_small_environment_does_not_wait_for_a_large_one()
    {
        var body = Body();
        body["groupIds"] = new System.Text.Json.Nodes.JsonArray(await GroupAsync(900));
        var large = await DraftAsync(body, Organisation);
        await large.TakeAsync(Organisation, "sendings", new { });
        Fixture.Advance(TimeSpan.FromSeconds(5));
        var small = new SmallEnvironment(Fixture);
        await small.InitializeAsync(World.Host);
        Fixture.Advance(Mailing.UndoTime);

        // 400 places; the large one takes what is offered to it until the small one comes.
        while (await Fixture.RelayOnceAsync() > 0)
        {
        }

        var queued = await Fixture.TakeMailsAsync();
        Assert.InRange(queued.Count, 400, 410);
        Assert.Equal(10, queued.Count(mail => mail.Environment == small.Environment));
    }

    // What is known of a caller is kept for five seconds.
    private async Task UnseenAsync()
    {
        Fixture.Advance(TimeSpan.FromSeconds(6));
        await World.Stakeholder.GetAsync(Path($"projects/{Project}/closures/{Closure}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private sealed class SmallEnvironment(MailingFixture fixture) : MailingTest(fixture)
    {
        public ClientEnvironmentId Environment => World.Environment;

        public async Task InitializeAsync(TestHost host)
        {
            await ArrangeAsync(host);
            var body = Body();
            body["groupIds"] = new System.Text.Json.Nodes.JsonArray(await GroupAsync(10));
            await (await DraftAsync(body, Organisation)).TakeAsync(Organisation, "sendings", new { });
        }
    }
}
