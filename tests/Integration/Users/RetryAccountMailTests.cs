using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;
using Vemap.Application.Features.Users;
using Vemap.Domain.Users;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Users;

/// <summary>Mails about accounts, through queue, mail service and sink, until they have arrived or are given up.</summary>
[Collection("mailings")]
public sealed class RetryAccountMailTests(MailingFixture fixture) : IAsyncLifetime
{
    private World world = null!;

    public async Task InitializeAsync()
    {
        await fixture.ClearAsync();
        world = await World.CreateAsync(fixture.Host);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_that_is_deferred_twice_arrives_once_at_the_third_attempt(bool ofPlatform)
    {
        var address = $"greylist-2.{Guid.NewGuid():N}@people.vemap.test";
        var mail = await SendAsync(address, ofPlatform ? default : world.Environment);
        await FlowAsync();
        Assert.Equal(0, Arrived(address));
        Assert.Equal("sending/1", await StandsAsync(mail));

        await LaterAsync(TimeSpan.FromMinutes(2));
        await LaterAsync(TimeSpan.FromMinutes(4));

        Assert.Equal(1, Arrived(address));
        Assert.Equal("delivered/3", await StandsAsync(mail));
        await LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal(1, Arrived(address));
        Assert.Equal(0, await fixture.ScalarAsync<long>($"select count(*) from account_mails where id = '{mail}' and letter is not null"));
        Assert.Equal(0, await fixture.ScalarAsync<long>("select count(*) from audit_details where details like '%the-token%'"));
    }

    [Fact]
    public async Task A_refused_mail_is_not_tried_again()
    {
        var mail = await SendAsync($"reject.{Guid.NewGuid():N}@people.vemap.test", world.Environment);
        await FlowAsync();
        var refused = fixture.Sink.Mailbox.Counts["rejected"];
        await LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal("permanent-failure/1", await StandsAsync(mail));
        Assert.Equal(refused, fixture.Sink.Mailbox.Counts["rejected"]);
    }

    [Fact]
    public async Task A_lost_message_is_queued_again()
    {
        var address = $"ada.{Guid.NewGuid():N}@people.vemap.test";
        var mail = await SendAsync(address, world.Environment);
        await fixture.RunAsync("delete from queue.messages");
        await LaterAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(0, Arrived(address));
        await LaterAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(1, Arrived(address));
        Assert.Equal("delivered/1", await StandsAsync(mail));
    }

    [Fact]
    public async Task A_lost_result_does_not_send_the_mail_again()
    {
        var address = $"silent.{Guid.NewGuid():N}@people.vemap.test";
        var mail = await SendAsync(address, world.Environment);
        await fixture.DeliverAsync();
        await fixture.RunAsync("delete from queue.messages");
        await LaterAsync(AccountMail.LostAfter);
        Assert.Equal(1, Arrived(address));
        Assert.Equal("sent/1", await StandsAsync(mail));
    }

    [Fact]
    public async Task A_mail_whose_secret_has_expired_is_not_sent_from_the_queue()
    {
        var address = $"ada.{Guid.NewGuid():N}@people.vemap.test";
        var mail = await SendAsync(address, world.Environment);
        await LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal(0, Arrived(address));
        Assert.Equal("technical-failure/1", await StandsAsync(mail));
    }

    [Fact]
    public async Task A_failure_in_one_environment_holds_up_no_other()
    {
        var environments = new List<ClientEnvironmentId> { (await World.CreateAsync(fixture.Host)).Environment, world.Environment, (await World.CreateAsync(fixture.Host)).Environment };
        environments.Sort();
        var address = $"ada.{Guid.NewGuid():N}@people.vemap.test";
        var broken = new[] { await SendAsync("x@people.vemap.test", environments[0]), await SendAsync("x@people.vemap.test", environments[2]) };
        await SendAsync(address, environments[1]);
        await fixture.RunAsync($"delete from queue.messages; update account_mails set letter = 'not a letter' where id in ('{broken[0]}', '{broken[1]}')");
        await LaterAsync(AccountMail.LostAfter);
        Assert.Equal(1, Arrived(address));
    }

    private async Task<Guid> SendAsync(string address, ClientEnvironmentId environment)
    {
        var id = Vemap.Domain.Common.Id<AccountMailAsked>.New().Value;
        await fixture.SendAsync(environment, new SendAccountMail(new AccountMailAsked(id, AccountMailKind.PasswordReset, address, "Ada", "en", "the-token", null, fixture.Now.AddHours(1))));
        return id;
    }

    private async Task LaterAsync(TimeSpan time)
    {
        fixture.Advance(time);
        await fixture.RetryAccountMailsAsync();
        await FlowAsync();
    }

    private async Task FlowAsync()
    {
        await fixture.DeliverAsync();
        await fixture.RecordAsync();
    }

    private int Arrived(string address) => fixture.Sink.Mailbox.List(address, 10).Count;

    private Task<string> StandsAsync(Guid mail) => fixture.ScalarAsync<string>($"select status || '/' || attempt from account_mails where id = '{mail}'");
}
