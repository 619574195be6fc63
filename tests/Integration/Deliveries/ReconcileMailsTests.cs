using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Deliveries;

/// <summary>Nobody stays stuck: <see cref="ReconcileMails"/>.</summary>
public sealed class ReconcileMailsTests(MailingFixture fixture) : MailingTest(fixture)
{
    private static readonly TimeSpan Promise = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task A_lost_message_is_handed_over_again_as_the_same_attempt()
    {
        var (_, mails) = await UnderWayAsync(await StakeholderAsync());

        var again = await LetPassAsync();

        Assert.Equal((mails[0].Recipient, 1), (again[0].Recipient, again[0].Attempt));
    }

    [Fact]
    public async Task It_is_handed_over_once_in_a_quarter_of_an_hour_not_once_a_minute()
    {
        await UnderWayAsync(await StakeholderAsync());

        Assert.InRange((await LetPassAsync()).Count, 1, 2);
    }

    [Fact]
    public async Task A_lost_scheduled_mail_is_written_again()
    {
        var mailing = await SentAsync(await StakeholderAsync());
        await Fixture.RunAsync("delete from scheduled_mails");
        Fixture.Advance(Mailing.UndoTime);

        Assert.Equal(1, Assert.Single(await LetPassAsync()).Attempt);
        Assert.Equal("sending", (await GetAsync(mailing)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_lost_turn_to_try_again_comes_all_the_same()
    {
        var (_, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Deferred));
        await Fixture.RunAsync("delete from scheduled_mails");

        Assert.Contains(await LetPassAsync(), mail => mail.Attempt == 2);
    }

    [Fact]
    public async Task Who_waits_for_a_long_queue_is_not_forgotten()
    {
        await SentAsync(await StakeholderAsync());
        Fixture.Advance(TimeSpan.FromHours(1));
        await Fixture.ReconcileAsync();

        Assert.Equal(1, await Fixture.ScalarAsync<long>("select count(*) from scheduled_mails"));
    }

    [Fact]
    public async Task Nobody_of_a_paused_mailing_is_woken()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Deferred));
        await mailing.TakeAsync(Manager, "pauses", new { });

        Assert.Empty(await LetPassAsync());
    }

    [Fact]
    public async Task After_three_days_of_silence_it_is_a_temporary_failure_and_the_mailing_complete()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Accepted));
        Fixture.Advance(TimeSpan.FromHours(71));
        await Fixture.ReconcileAsync();
        Assert.Equal("sent", await StandingAsync(mails[0]));

        Fixture.Advance(TimeSpan.FromHours(2));
        await Fixture.ReconcileAsync();

        Assert.Equal(("temporary-failure", "completed"), (await StandingAsync(mails[0]), (await StandingAsync(mailing)).Status));
    }

    [Fact]
    public async Task Silence_ends_after_three_days_for_a_cancelled_mailing_too()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Accepted));
        await Fixture.RunAsync($"update mailings set status = 'cancelled' where id = '{mailing.Id}'");
        Fixture.Advance(TimeSpan.FromHours(73));
        await Fixture.ReconcileAsync();

        Assert.Equal("temporary-failure", await StandingAsync(mails[0]));
    }

    [Fact]
    public async Task On_a_plain_relay_accepted_is_the_end_and_counts_as_reached_after_four_hours()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.RunAsync($"update mailings set proof = 'accepted-only' where id = '{mailing.Id}'");
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Accepted));
        Assert.Equal(("completed", 0), await StandingAsync(mailing));

        Fixture.Advance(TimeSpan.FromHours(73));
        await Fixture.ReconcileAsync();

        Assert.Equal("sent", await StandingAsync(mails[0]));
        Assert.Equal(("completed", 1), await StandingAsync(mailing));
    }

    private Task<string> StandingAsync(Application.Common.Ports.OutgoingMail mail) => Fixture.ScalarAsync<string>($"select status from recipients where id = '{mail.Recipient}'");

    // Whoever logged in days ago has to do so again.
    private async Task<(string? Status, int Reached)> StandingAsync(Drafted mailing)
    {
        var (reader, _) = await World.MemberAsync(Domain.Users.Role.Organisation);
        var read = await reader.GetAsync(mailing.Path).BodyAsync();
        return (read.GetProperty("status").GetString(), read.GetProperty("reachedCount").GetInt32());
    }

    /// <summary>Twenty minutes, minute by minute, and what was handed over in them.</summary>
    private async Task<IReadOnlyList<Application.Common.Ports.OutgoingMail>> LetPassAsync()
    {
        for (var minute = 0; minute < Promise.TotalMinutes; minute++)
        {
            Fixture.Advance(TimeSpan.FromMinutes(1));
            await Fixture.ReconcileAsync();
            await Fixture.RelayAsync();
        }

        return await Fixture.TakeMailsAsync();
    }
}
