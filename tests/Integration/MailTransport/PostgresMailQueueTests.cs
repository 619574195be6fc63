using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Mailings;
using Vemap.Infrastructure.Postgres.Queue;
using Vemap.Integration.Common;

namespace Vemap.Integration.MailTransport;

[Collection("mail transport")]
public sealed class PostgresMailQueueTests(MailDatabase database) : MailQueueContract, IAsyncLifetime
{
    private readonly TestClock clock = new(new DateTimeOffset(2026, 7, 6, 19, 30, 0, TimeSpan.Zero));

    protected override IMailQueue Queue => new PostgresMailQueue(database.Mail, clock);

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    protected override Task PassAsync(TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_completed_message_keeps_no_payload_and_is_cleaned_away_after_the_dedup_window()
    {
        var mail = Some.Mail();
        await SendAsync(mail);
        await Queue.CompleteAsync(await Queue.ReceiveAsync(10, Visibility, default), default);
        Assert.Equal(1L, await ScalarAsync("select count(*) from queue.messages where payload is null"));
        var cleaning = new MailCleaning(database.Mail, clock);
        await cleaning.CleanAsync(default);
        Assert.Equal(1L, await ScalarAsync("select count(*) from queue.messages"));
        clock.Advance(MailCleaning.DedupWindow + TimeSpan.FromSeconds(1));
        await cleaning.CleanAsync(default);
        await SendAsync(mail);
        Assert.Equal(1, await Queue.DepthAsync(default));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_does_not_hold_up_the_others()
    {
        await SendAsync(Some.Mail(), Some.Mail());
        await database.RunAsync("update queue.messages set payload = '{\"broken\":true}' where id = (select min(id) from queue.messages)");
        Assert.Single(await Queue.ReceiveAsync(10, Visibility, default));
    }

    [Fact]
    public async Task The_queues_are_apart()
    {
        await SendAsync(Some.Mail());
        Assert.Empty(await new PostgresResultQueue(database.Mail, clock).ReceiveAsync(10, Visibility, default));
        Assert.Empty(await new PostgresFeedbackQueue(database.Mail, clock).ReceiveAsync(10, Visibility, default));
    }

    [Fact]
    public async Task The_application_sends_mails_but_cannot_take_them()
    {
        var queue = new PostgresMailQueue(database.Application, clock);
        var mail = Some.Mail();
        QueueItem<OutgoingMail>[] items = [new(mail, mail.Recipient.ToString(), "key")];
        await queue.SendAsync(items, default);
        await queue.SendAsync(items, default);
        Assert.Equal(1, await queue.DepthAsync(default));
        Assert.Empty(await queue.ReceiveAsync(10, Visibility, default));
        Assert.Single(await Queue.ReceiveAsync(10, Visibility, default));
    }

    [Fact]
    public async Task The_application_takes_results_but_cannot_forge_them()
    {
        var told = DeliveryEvent.Result(new(Guid.Empty), Some.Recipient(), 1, DeliveryEventKind.Accepted, clock.GetUtcNow(), 250, null, null);
        await new PostgresResultQueue(database.Mail, clock).SendAsync([told.ToItem()], default);
        var results = new PostgresResultQueue(database.Application, clock);
        await Assert.ThrowsAsync<PostgresException>(() => results.SendAsync([told.ToItem() with { DedupKey = "forged" }], default));
        var received = await results.ReceiveAsync(10, Visibility, default);
        Assert.Equal(told, Assert.Single(received).Message);
        await results.CompleteAsync(received, default);
        Assert.Equal(0, await results.DepthAsync(default));
    }

    [Theory]
    [InlineData("select count(*) from users")]
    [InlineData("select count(*) from client_environments")]
    [InlineData("select count(*) from projects")]
    [InlineData("select count(*) from outbox")]
    public async Task The_mail_service_sees_no_table_of_the_application(string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task The_application_sees_no_attempt()
    {
        await using var command = database.Application.CreateCommand("select count(*) from mail.attempts");
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = database.Mail.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
