using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;
using Vemap.Application.Features.Users;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Users;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Users;

[Collection("mailings")]
public sealed class RecordAccountMailsTests(MailingFixture fixture) : IAsyncLifetime
{
    private World world = null!;

    public async Task InitializeAsync()
    {
        await fixture.ClearAsync();
        world = await World.CreateAsync(fixture.Host);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Events_of_account_mails_are_recorded_in_one_batch_with_unknown_recipients()
    {
        var mail = await SendAsync();
        await fixture.TellAsync(Event(Guid.NewGuid(), DeliveryEventKind.Accepted), Event(mail, DeliveryEventKind.Deferred));
        Assert.Equal("sending/1/451 later", await StandsAsync(mail));
        Assert.Equal(0, await fixture.ScalarAsync<long>("select count(*) from queue.messages where queue = 'result' and completed_at is null"));
    }

    [Fact]
    public async Task An_event_that_is_recorded_twice_plans_one_attempt()
    {
        var mail = await SendAsync();
        await fixture.SendAsync(world.Environment, new RecordAccountMails([Event(mail, DeliveryEventKind.Deferred)]));
        var planned = await fixture.ScalarAsync<DateTime>($"select next_attempt_at from account_mails where id = '{mail}'");
        await fixture.SendAsync(world.Environment, new RecordAccountMails([Event(mail, DeliveryEventKind.Deferred)]));
        Assert.Equal(planned, await fixture.ScalarAsync<DateTime>($"select next_attempt_at from account_mails where id = '{mail}'"));
    }

    [Fact]
    public async Task A_mail_that_will_not_arrive_is_logged_without_its_address()
    {
        var mail = await SendAsync();
        await fixture.SendAsync(world.Environment, new RecordAccountMails([Event(mail, DeliveryEventKind.Refused)]));
        var line = Assert.Single(fixture.Host.Logs.All, line => line.Contains($"{mail} did not arrive", StringComparison.Ordinal));
        Assert.DoesNotContain("@", line, StringComparison.Ordinal);
    }

    private async Task<Guid> SendAsync()
    {
        var id = Vemap.Domain.Common.Id<AccountMailAsked>.New().Value;
        await fixture.SendAsync(world.Environment, new SendAccountMail(new AccountMailAsked(id, AccountMailKind.Invitation, "ada@people.vemap.test", "Ada", "en", "the-token", "Hoogbrug", fixture.Now.AddDays(7))));
        return id;
    }

    private DeliveryEvent Event(Guid mail, DeliveryEventKind kind) => DeliveryEvent.Result(world.Environment, new RecipientId(mail), 1, kind, fixture.Now, 451, null, "451 later");

    private Task<string> StandsAsync(Guid mail) => fixture.ScalarAsync<string>($"select concat_ws('/', status, attempt, last_reply) from account_mails where id = '{mail}'");
}
