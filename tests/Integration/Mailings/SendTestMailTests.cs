using Vemap.Application.Features.Mailings;
using Vemap.Domain.Deliveries;
using Microsoft.AspNetCore.Hosting;

namespace Vemap.Integration.Mailings;

public sealed class SendTestMailTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task It_goes_to_oneself_and_counts_for_nothing()
    {
        var mailing = await DraftAsync(Body(await StakeholderAsync()));
        var queued = await Manager.ActAsync(HttpMethod.Post, $"{mailing.Path}/test-mails", null).BodyAsync(HttpStatusCode.Accepted);

        await Fixture.RelayAsync();

        var mail = Assert.Single(await Fixture.TakeMailsAsync());
        Assert.Equal($"{World.ManagerId}@test.vemap.test", mail.Address);
        await Fixture.TellAsync(Event(mail, DeliveryEventKind.Accepted), Event(mail, DeliveryEventKind.Delivered));
        var recipient = await Manager.GetAsync($"{mailing.Path}/recipients/{queued.GetProperty("recipientId").GetString()}").BodyAsync();
        Assert.Equal(("delivered", true), (recipient.GetProperty("status").GetString(), recipient.GetProperty("isTest").GetBoolean()));
        Assert.Empty(await RecipientsAsync(mailing));
        Assert.Equal("draft", (await GetAsync(mailing)).GetProperty("status").GetString());
        var shown = await Manager.GetAsync($"{mailing.Path}/recipients/{queued.GetProperty("recipientId").GetString()}/message").BodyAsync();
        Assert.StartsWith("[TEST] [NIEUW]", shown.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task It_stands_in_the_audit_log()
    {
        var mailing = await DraftAsync(Body(await StakeholderAsync()));
        var queued = await Manager.ActAsync(HttpMethod.Post, $"{mailing.Path}/test-mails", null).BodyAsync(HttpStatusCode.Accepted);

        var entries = await Fixture.ScalarAsync<long>($"select count(*) from audit_entries where action = 'SendTestMail' and object_id = '{queued.GetProperty("recipientId").GetString()}' and actor = '{World.ManagerId}'");
        Assert.Equal(1, entries);
    }

    [Fact]
    public async Task They_are_limited_per_hour()
    {
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("Limits:TestMailsPerHour", "1"));
        await ArrangeAsync(host);
        var mailing = await DraftAsync(Body());
        await Manager.ActAsync(HttpMethod.Post, $"{mailing.Path}/test-mails", null).BodyAsync(HttpStatusCode.Accepted);

        await Manager.ActAsync(HttpMethod.Post, $"{mailing.Path}/test-mails", null).RefusedAsync(HttpStatusCode.TooManyRequests, "common.limit-reached");
    }

    [Fact]
    public async Task None_goes_for_an_archived_project()
    {
        var mailing = await DraftAsync(Body());
        await ArchiveAsync();

        await Manager.ActAsync(HttpMethod.Post, $"{mailing.Path}/test-mails", null).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task A_stakeholder_may_not_and_anothers_is_not_there()
    {
        var mailing = await DraftAsync(Body());
        var other = await World.CreateAsync(World.Host);

        await World.Stakeholder.ActAsync(HttpMethod.Post, $"{mailing.Path}/test-mails", null).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, other.Path($"mailings/{mailing.Id}/test-mails"), null).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
