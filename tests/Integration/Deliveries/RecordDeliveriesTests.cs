using System.Security.Cryptography;
using System.Text;
using Vemap.Application.Features.Deliveries;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.Suppressions;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Deliveries;

/// <summary>What is told of mails, through the queues: <see cref="RecordDeliveries"/>.</summary>
public sealed class RecordDeliveriesTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Theory]
    [InlineData(DeliveryEventKind.Accepted, "sent")]
    [InlineData(DeliveryEventKind.Delivered, "delivered")]
    [InlineData(DeliveryEventKind.Refused, "permanent-failure")]
    [InlineData(DeliveryEventKind.Bounced, "permanent-failure")]
    [InlineData(DeliveryEventKind.Complained, "complained")]
    [InlineData(DeliveryEventKind.Delayed, "temporary-failure")]
    [InlineData(DeliveryEventKind.Failed, "technical-failure")]
    [InlineData(DeliveryEventKind.NotAllowed, "technical-failure")]
    [InlineData(DeliveryEventKind.Deferred, "sending")]
    [InlineData(DeliveryEventKind.Ambiguous, "sending")]
    public async Task An_event_moves_the_state(DeliveryEventKind kind, string status)
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], kind));

        Assert.Equal(status, await StatusAsync(mails[0], mailing));
    }

    [Theory]
    [InlineData("4.4.2", "technical-failure")]
    [InlineData(null, "sending")]
    public async Task A_server_that_never_answers_gets_a_mail_three_times_and_our_own_death_does_not_count(string? code, string status)
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal("sending", await StatusAsync(mails[0], mailing));
            Assert.Equal(attempt, mails[0].Attempt);
            await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Ambiguous, enhanced: code));
            Fixture.Advance(TimeSpan.FromMinutes(16));
            await Fixture.RelayAsync();
            if (await Fixture.TakeMailsAsync() is { Count: > 0 } next) mails = next;
        }

        var recipient = Assert.Single(await RecipientsAsync(mailing));
        Assert.Equal(status, recipient.GetProperty("status").GetString());
        Assert.Equal(code is not null, recipient.GetProperty("lastReply").GetString()!.Contains("took this mail 3 times", StringComparison.Ordinal));
        Assert.Equal(code is null ? 4 : 3, mails[0].Attempt);
    }

    [Fact]
    public async Task An_event_with_characters_that_no_database_keeps_is_recorded_like_any_other()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Bounced, id: "bounce\01", reply: "550 no\0such \ud83d"));

        Assert.Equal("permanent-failure", await StatusAsync(mails[0], mailing));
        Assert.Equal("bounce 1", await Fixture.ScalarAsync<string>($"select event_id from delivery_events where recipient_id = '{mails[0].Recipient}' and kind = 'bounced'"));
    }

    [Fact]
    public async Task Out_of_order_and_twice_the_end_is_the_same()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Complained), Event(mails[0], DeliveryEventKind.Delivered));
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Delivered), Event(mails[0], DeliveryEventKind.Accepted));
        await Fixture.RunAsync("delete from queue.messages");
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Accepted), Event(mails[0], DeliveryEventKind.Deferred));

        Assert.Equal("complained", await StatusAsync(mails[0], mailing));
        Assert.Equal(4, await Fixture.ScalarAsync<long>($"select count(*) from delivery_events where recipient_id = '{mails[0].Recipient}'"));
    }

    [Fact]
    public async Task A_deferral_is_tried_again_when_it_is_due_and_given_up_after_four_hours()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        var (mail, attempts) = (mails[0], 1);
        for (; attempts < 30; attempts++)
        {
            await Fixture.TellAsync(Event(mail, DeliveryEventKind.Deferred));
            if (await StatusAsync(mail, mailing) != "sending") break;
            Assert.Equal(0, await Fixture.RelayAsync());
            Fixture.Advance(TimeSpan.FromMinutes(45));
            await Fixture.RelayAsync();
            mail = Assert.Single(await Fixture.TakeMailsAsync());
            Assert.Equal(attempts + 1, mail.Attempt);
        }

        Assert.InRange(attempts, 5, 8);
        Assert.Equal("technical-failure", await StatusAsync(mail, mailing));
        Assert.Equal("completed", (await GetAsync(mailing)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task After_an_ambiguous_attempt_nothing_is_sent_while_events_could_still_tell()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync(), await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Ambiguous), Event(mails[1], DeliveryEventKind.Ambiguous));
        Fixture.Advance(TimeSpan.FromMinutes(14));
        await Fixture.RelayAsync();
        Assert.Empty(await Fixture.TakeMailsAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Delivered));

        Fixture.Advance(TimeSpan.FromMinutes(1));
        await Fixture.RelayAsync();

        var again = Assert.Single(await Fixture.TakeMailsAsync());
        Assert.Equal((mails[1].Recipient, 2), (again.Recipient, again.Attempt));
        Assert.Equal("delivered", await StatusAsync(mails[0], mailing));
    }

    [Fact]
    public async Task A_bounce_a_complaint_and_an_unknown_mailbox_suppress_the_address_and_a_full_one_does_not()
    {
        var (_, mails) = await UnderWayAsync(
            await StakeholderAsync("bounce@example.test"), await StakeholderAsync("klacht@example.test"), await StakeholderAsync("onbekend@example.test"), await StakeholderAsync("vol@example.test"));
        var by = mails.ToDictionary(mail => mail.Address.Split('@')[0]);
        await Fixture.TellAsync(
            Event(by["bounce"], DeliveryEventKind.Bounced),
            Event(by["klacht"], DeliveryEventKind.Complained),
            Event(by["onbekend"], DeliveryEventKind.Refused, enhanced: "5.1.1"),
            Event(by["vol"], DeliveryEventKind.Refused, enhanced: "5.2.2"));

        var suppressed = (await Organisation.GetAsync(Path("suppressions")).BodyAsync()).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("address").GetString()!, item => item.GetProperty("reason").GetString());
        Assert.Equal(
            new Dictionary<string, string?> { ["bounce@example.test"] = "permanent-failure", ["klacht@example.test"] = "complaint", ["onbekend@example.test"] = "permanent-failure" },
            suppressed);
    }

    [Fact]
    public async Task A_mailing_is_complete_when_the_last_recipient_is_settled_with_one_audit_entry_that_binds_the_timeline()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync(), await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Accepted), Event(mails[1], DeliveryEventKind.Accepted), Event(mails[0], DeliveryEventKind.Delivered));
        Assert.Equal("sending", (await GetAsync(mailing)).GetProperty("status").GetString());
        await Fixture.TellAsync(Event(mails[1], DeliveryEventKind.Delivered));

        var read = await GetAsync(mailing);
        Assert.Equal(("completed", 2), (read.GetProperty("status").GetString(), read.GetProperty("reachedCount").GetInt32()));
        var hash = read.GetProperty("timelineHash").GetString()!;
        Assert.Equal(64, hash.Length);
        var entries = await Fixture.ScalarAsync<long>($"select count(*) from audit_details where client_environment_id = '{World.Environment}' and details like '%{hash}%'");
        Assert.Equal(1, entries);
        Assert.Equal(1, await Fixture.ScalarAsync<long>($"select count(*) from audit_entries where client_environment_id = '{World.Environment}' and action = 'RecordDeliveries'"));
    }

    [Fact]
    public async Task The_hash_can_be_made_again_after_what_was_told_too_late()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync(), await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Accepted), Event(mails[0], DeliveryEventKind.Delivered), Event(mails[1], DeliveryEventKind.Refused, enhanced: "5.7.1"));
        Fixture.Advance(TimeSpan.FromSeconds(1));
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Complained));

        Assert.Equal("complained", await StatusAsync(mails[0], mailing));
        Assert.Equal((await GetAsync(mailing)).GetProperty("timelineHash").GetString(), await HashAsync(mailing));
    }

    [Fact]
    public async Task A_mailing_that_was_cancelled_half_way_is_bound_too()
    {
        var mailing = await SentAsync(await StakeholderAsync(), await StakeholderAsync());
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RunAsync("update scheduled_mails set due_at = due_at + interval '1 hour' where id = (select id from scheduled_mails limit 1)");
        await Fixture.RelayAsync();
        var mail = Assert.Single(await Fixture.TakeMailsAsync());
        await RefreshAsync(mailing);
        await mailing.TakeAsync(Manager, "cancellations");
        Assert.Null((await GetAsync(mailing)).GetProperty("timelineHash").GetString());

        await Fixture.TellAsync(Event(mail, DeliveryEventKind.Delivered));

        var read = await GetAsync(mailing);
        Assert.Equal("cancelled", read.GetProperty("status").GetString());
        Assert.Equal(read.GetProperty("timelineHash").GetString(), await HashAsync(mailing));
    }

    [Fact]
    public async Task Each_mailing_and_address_that_one_batch_changes_has_an_entry_of_its_own()
    {
        var ((first, one), (second, two)) = (await UnderWayAsync(await StakeholderAsync()), await UnderWayAsync(await StakeholderAsync()));
        await Fixture.TellAsync(Event(one[0], DeliveryEventKind.Delivered), Event(two[0], DeliveryEventKind.Bounced));

        foreach (var mailing in (Drafted[])[first, second])
        {
            var entries = (await Organisation.GetAsync(Path($"audit-entries?objectId={mailing.Id}")).BodyAsync()).GetProperty("items").EnumerateArray();
            Assert.Single(entries, entry => entry.GetProperty("action").GetString() == "RecordDeliveries");
        }

        Assert.Equal(1, await Fixture.ScalarAsync<long>($"select count(*) from audit_entries where client_environment_id = '{World.Environment}' and action = 'RecordDeliveries' and object_kind = 'Suppression'"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    public async Task A_malformed_feedback_message_holds_up_no_later_event_and_has_its_reason(string payload)
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.RunAsync($"insert into queue.messages (queue, group_key, dedup_key, payload, visible_at, created_at) values ('feedback', '{mails[0].Recipient}', 'malformed', '{payload}', now() - interval '1 day', now())");
        await Fixture.TellAsFeedbackAsync(Event(mails[0], DeliveryEventKind.Delivered));

        Assert.Equal("delivered", await StatusAsync(mails[0], mailing));
        Assert.Equal("The payload cannot be read at $.", await Fixture.ScalarAsync<string>("select reason from queue.messages where dedup_key = 'malformed' and completed_at is null"));
    }

    [Fact]
    public async Task An_event_that_cannot_be_recorded_is_tried_alone_and_holds_up_no_other()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync(), await StakeholderAsync());
        // The constraint stands for any fault of a single event.
        await Fixture.RunAsync("alter table delivery_events add constraint refused_in_a_test check (reply_code is null or reply_code <> 599)");
        try
        {
            await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Delivered) with { ReplyCode = 599 }, Event(mails[1], DeliveryEventKind.Delivered));
        }
        finally
        {
            await Fixture.RunAsync("alter table delivery_events drop constraint refused_in_a_test");
        }

        Assert.Equal(("sending", "delivered"), (await StatusAsync(mails[0], mailing), await StatusAsync(mails[1], mailing)));
        Assert.Equal("PostgresException 23514 refused_in_a_test", await Fixture.ScalarAsync<string>("select reason from queue.messages where queue = 'result' and completed_at is null"));
    }

    [Fact]
    public async Task An_event_of_nobody_known_is_swallowed()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        var stranger = mails[0] with { Recipient = new RecipientId(Guid.Parse("0198a000-0000-7000-8000-000000000000")) };
        await Fixture.TellAsync(Event(stranger, DeliveryEventKind.Delivered), Event(mails[0], DeliveryEventKind.Delivered));

        Assert.Equal("delivered", await StatusAsync(mails[0], mailing));
        Assert.Equal(0, await Fixture.RecordAsync());
    }

    [Fact]
    public async Task An_event_in_anothers_name_changes_nothing()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        var other = await World.CreateAsync(World.Host);
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Bounced) with { Environment = other.Environment });

        Assert.Equal("sending", await StatusAsync(mails[0], mailing));
    }

    [Fact]
    public async Task The_bounce_guard_holds_what_is_left_but_never_the_mandatory()
    {
        var group = await GroupAsync(260);
        var body = Body(await StakeholderAsync(name: "Brandweer", mandatory: true));
        body["groupIds"] = new System.Text.Json.Nodes.JsonArray(group);
        var mailing = await DraftAsync(body, Organisation);
        await mailing.TakeAsync(Organisation, "sendings", new { });
        Fixture.Advance(Mailing.UndoTime);
        // The fire brigade's turn comes last here.
        await Fixture.RunAsync("update scheduled_mails m set due_at = due_at + interval '1 hour' from recipients r where r.id = m.recipient_id and r.mandatory");
        await Fixture.RelayOnceAsync();
        var mails = await Fixture.TakeMailsAsync();
        // No address is at fault here: the receiving side blocks the sender.
        foreach (var batch in mails.Take(120).Chunk(60)) await Fixture.TellAsync([.. batch.Select(mail => Event(mail, DeliveryEventKind.Refused, enhanced: "5.7.1"))]);

        var read = await GetAsync(mailing);
        Assert.Equal(("paused", "bounce-guard"), (read.GetProperty("status").GetString(), read.GetProperty("pause").GetProperty("cause").GetString()));
        Assert.Equal(["organisation"], read.GetProperty("pause").GetProperty("resumedBy").EnumerateArray().Select(role => role.GetString()!));
        Fixture.Advance(TimeSpan.FromHours(1));
        await Fixture.RelayAsync();
        Assert.Equal("Brandweer", Assert.Single(await Fixture.TakeMailsAsync()).Values["recipient.name"]);

        // What the road authority has let go on is not held again.
        await RefreshAsync(mailing);
        await mailing.TakeAsync(Organisation, "resumptions");
        await Fixture.TellAsync([.. mails.Skip(120).Take(10).Select(mail => Event(mail, DeliveryEventKind.Bounced))]);
        Assert.Equal("sending", (await GetAsync(mailing)).GetProperty("status").GetString());
    }

    /// <summary>The hash as anybody who reads the tables can make it.</summary>
    private async Task<string> HashAsync(Drafted mailing)
    {
        var lines = await Fixture.ScalarAsync<string>($"""
            select string_agg(line || chr(10), '' order by id, at nulls first, attempt, event_id) from (
              select id, null::timestamptz as at, 0 as attempt, '' as event_id, id::text as line from recipients where mailing_id = '{mailing.Id}'
              union all
              select recipient_id, recorded_at, attempt, event_id, concat_ws('|', recipient_id, attempt, event_id, kind, extract(epoch from at), reply_code, enhanced_code, reply)
              from delivery_events where mailing_id = '{mailing.Id}' and recorded_at <= (select completed_at from mailings where id = '{mailing.Id}')) lines
            """);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
    }
}
