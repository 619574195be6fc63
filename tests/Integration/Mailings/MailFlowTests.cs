using Vemap.Domain.Mailings;

namespace Vemap.Integration.Mailings;

/// <summary>From the click to the proof: application, outbox, relay, queue, mail service, SMTP, provider and back.</summary>
public sealed class MailFlowTests(MailingFixture fixture) : MailingTest(fixture)
{
    // Twenty of each kind, told apart by what the sink makes of the name.
    private const string Address = """
        (array['jan', 'reject', 'full', 'data-reject', 'bounce', 'complaint', 'defer', 'greylist', 'drop-dot', 'delay'])[n % 10 + 1] || '.' || n || '@example.test'
        """;

    [Fact]
    public async Task Two_hundred_mails_of_every_fate_end_in_the_state_that_is_true()
    {
        var body = Body();
        body["groupIds"] = new System.Text.Json.Nodes.JsonArray(await GroupAsync(200, Address));
        var mailing = await DraftAsync(body, Organisation);
        await mailing.TakeAsync(Organisation, "sendings", new { });
        Fixture.Advance(Mailing.UndoTime);

        await FlowAsync();
        Assert.Equal(
            new Dictionary<string, int> { ["delivered"] = 60, ["permanent-failure"] = 80, ["complained"] = 20, ["sending"] = 40 },
            await CountsAsync(mailing));
        // What was cut off after its final dot had arrived; the provider told so, and nobody got it twice.
        Assert.Equal(20, await Fixture.ScalarAsync<long>($"select count(*) from delivery_events where mailing_id = '{mailing.Id}' and kind = 'ambiguous'"));

        // What was greylisted is taken the second time.
        Fixture.Advance(TimeSpan.FromMinutes(16));
        await FlowAsync();
        Assert.Equal(
            new Dictionary<string, int> { ["delivered"] = 80, ["permanent-failure"] = 80, ["complained"] = 20, ["sending"] = 20 },
            await CountsAsync(mailing));

        for (var hour = 0; hour < 16; hour++)
        {
            Fixture.Advance(TimeSpan.FromMinutes(20));
            await FlowAsync();
        }

        var read = await GetAsync(mailing);
        Assert.Equal("completed", read.GetProperty("status").GetString());
        Assert.Equal(20, (await CountsAsync(mailing))["technical-failure"]);
        // Delivered once each, those who complained too.
        Assert.Equal(100, await Fixture.ScalarAsync<long>($"select count(*) from delivery_events where mailing_id = '{mailing.Id}' and kind = 'delivered'"));

    }

    [Fact]
    public async Task The_simulators_addresses_run_the_whole_path()
    {
        var mailing = await SentAsync(
            await StakeholderAsync("success@simulator.vemap.test"), await StakeholderAsync("permanent-failure@simulator.vemap.test"),
            await StakeholderAsync("complaint@simulator.vemap.test"), await StakeholderAsync("temporary-failure@simulator.vemap.test"));
        Fixture.Advance(Mailing.UndoTime);
        await FlowAsync();

        var states = (await RecipientsAsync(mailing)).ToDictionary(recipient => recipient.GetProperty("address").GetString()!.Split('@')[0], recipient => recipient.GetProperty("status").GetString());
        Assert.Equal(new Dictionary<string, string?> { ["success"] = "delivered", ["permanent-failure"] = "permanent-failure", ["complaint"] = "complained", ["temporary-failure"] = "sending" }, states);
        Assert.DoesNotContain(Fixture.Sink.Mailbox.List(null, 5000), mail => mail.To.EndsWith("@simulator.vemap.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_arrives_is_what_is_shown()
    {
        var mailing = await SentAsync(await StakeholderAsync("vlam@example.test", name: "Brandweer <Noord>"));
        Fixture.Advance(Mailing.UndoTime);
        await FlowAsync();

        var recipient = Assert.Single(await RecipientsAsync(mailing)).Id();
        var shown = await Organisation.GetAsync($"{mailing.Path}/recipients/{recipient}/message").BodyAsync();
        var arrived = Fixture.Sink.Mailbox.List("vlam@example.test", 1).Single().Message;
        Assert.Equal(shown.GetProperty("subject").GetString(), arrived.Subject);
        Assert.Equal(Lines(shown.GetProperty("html").GetString()!), Lines(arrived.HtmlBody!));
        Assert.Equal(Lines(shown.GetProperty("text").GetString()!), Lines(arrived.TextBody!));
    }

    // The wire ends lines with CR LF.
    private static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd();

    /// <summary>Until nothing moves any more.</summary>
    private async Task FlowAsync()
    {
        while (await Fixture.RelayAsync() + await DeliverAsync() > 0)
        {
        }
    }

    private async Task<int> DeliverAsync()
    {
        await Fixture.DeliverAsync();
        return await Fixture.RecordAsync();
    }
}
