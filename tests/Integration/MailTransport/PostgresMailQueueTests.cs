using Microsoft.Extensions.Logging;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Infrastructure.Postgres.Queue;

namespace Vemap.Integration.MailTransport;

[Collection("mail transport")]
public sealed class PostgresMailQueueTests(MailDatabase database) : MailQueueContract, IAsyncLifetime, IDisposable
{
    private readonly LogLines logs = new();
    private readonly TestClock clock = new(new DateTimeOffset(2026, 7, 6, 19, 30, 0, TimeSpan.Zero));

    protected override IMailQueue Queue => new PostgresMailQueue(database.Mail, clock, Logger<PostgresMailQueue>());

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => logs.Dispose();

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
        Assert.Equal("The payload cannot be read at $.", await ScalarAsync("select reason from queue.messages where receives = 1 and reason is not null"));
    }

    [Fact]
    public async Task Events_about_one_recipient_do_not_wait_for_each_other()
    {
        var told = DeliveryEvent.Result(new(Guid.Empty), Some.Recipient(), 1, DeliveryEventKind.Accepted, clock.GetUtcNow(), 250, null, null);
        PostgresQueue<DeliveryEvent>[] queues =
            [new PostgresResultQueue(database.Mail, clock, Logger<PostgresResultQueue>()), new PostgresFeedbackQueue(database.Mail, clock, Logger<PostgresFeedbackQueue>())];
        foreach (var queue in queues)
        {
            await queue.SendAsync([told.ToItem(), (told with { EventId = "delivered", Kind = DeliveryEventKind.Delivered }).ToItem()], default);
            Assert.Equal("smtp", Assert.Single(await queue.ReceiveAsync(1, Visibility, default)).Message.EventId);
            Assert.Equal("delivered", Assert.Single(await queue.ReceiveAsync(10, Visibility, default)).Message.EventId);
        }
    }

    [Fact]
    public async Task A_failure_is_noted_until_the_message_is_completed_or_redriven()
    {
        await SendAsync(Some.Mail());
        await Queue.FailAsync(await Queue.ReceiveAsync(10, Visibility, default), "the reason", default);
        for (var receive = 0; receive < 5; receive++)
        {
            clock.Advance(Visibility * 1.5);
            await Queue.ReceiveAsync(10, Visibility, default);
        }

        var letters = new DeadLetters(database.Application, database.Worker, clock);
        var dead = Assert.Single(await letters.ListAsync("mail", default));
        Assert.Equal((5, "the reason"), (dead.Failures, dead.Reason));
        await letters.RedriveAsync("mail", dead.Id, default);
        Assert.Equal(DBNull.Value, await ScalarAsync("select reason from queue.messages"));
    }

    [Fact]
    public async Task A_message_is_received_from_its_own_queue_only()
    {
        await SendAsync(Some.Mail());
        Assert.Empty(await new PostgresResultQueue(database.Mail, clock, Logger<PostgresResultQueue>()).ReceiveAsync(10, Visibility, default));
        Assert.Empty(await new PostgresFeedbackQueue(database.Mail, clock, Logger<PostgresFeedbackQueue>()).ReceiveAsync(10, Visibility, default));
    }

    [Fact]
    public async Task The_application_sends_mails_but_cannot_take_them()
    {
        var queue = new PostgresMailQueue(database.Application, clock, Logger<PostgresMailQueue>());
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
        await new PostgresResultQueue(database.Mail, clock, Logger<PostgresResultQueue>()).SendAsync([told.ToItem()], default);
        var results = new PostgresResultQueue(database.Application, clock, Logger<PostgresResultQueue>());
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
    [InlineData("select count(*) from domain_events")]
    [InlineData("select count(*) from scheduled_mails")]
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

    [Fact]
    public async Task A_dead_letter_is_logged_without_the_address()
    {
        await DieAsync(Some.Mail("jan@example.test"));
        var line = Assert.Single(logs.All);
        Assert.Contains("mail queue is a dead letter after 5 receives", line, StringComparison.Ordinal);
        Assert.DoesNotContain("jan", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dead_letter_that_is_sent_again_is_received_again(bool byTheApplication)
    {
        var mail = Some.Mail();
        await DieAsync(mail);
        var sender = new PostgresMailQueue(byTheApplication ? database.Application : database.Mail, clock, Logger<PostgresMailQueue>());
        QueueItem<OutgoingMail> again = new(mail with { Address = "piet@example.test" }, mail.Recipient.ToString(), $"{mail.Recipient}:{mail.Attempt}");
        await sender.SendAsync([again], default);
        Assert.Equal(("piet@example.test", 1), Assert.Single(await Queue.ReceiveAsync(10, Visibility, default)) is var message ? (message.Message.Address, message.Receives) : default);
        await sender.SendAsync([again], default);
        Assert.Empty(await Queue.ReceiveAsync(10, Visibility, default));
    }

    [Fact]
    public async Task Dead_letters_are_counted_and_redriven_by_the_application()
    {
        await DieAsync(Some.Mail(), Some.Mail());
        var letters = new DeadLetters(database.Application, database.Worker, clock);
        Assert.Equal(("mail", 2, clock.GetUtcNow()), Assert.Single(await letters.CountAsync(default)));
        Assert.Equal(0, await letters.RedriveAsync("result", null, default));
        Assert.Equal(2, await letters.RedriveAsync("mail", null, default));
        Assert.Empty(await letters.CountAsync(default));
        Assert.Equal(2, (await Queue.ReceiveAsync(10, Visibility, default)).Count);
    }

    [Fact]
    public async Task A_dead_letter_is_deleted_after_two_weeks()
    {
        await DieAsync(Some.Mail());
        var cleaning = new MailCleaning(database.Mail, clock);
        clock.Advance(MailCleaning.KeepDead);
        await cleaning.CleanAsync(default);
        Assert.Equal(1L, await ScalarAsync("select count(*) from queue.messages"));
        clock.Advance(TimeSpan.FromSeconds(1));
        await cleaning.CleanAsync(default);
        Assert.Equal(0L, await ScalarAsync("select count(*) from queue.messages"));
    }

    private async Task DieAsync(params OutgoingMail[] mails)
    {
        await SendAsync(mails);
        for (var receive = 0; receive < 5; receive++)
        {
            Assert.Equal(mails.Length, (await Queue.ReceiveAsync(10, Visibility, default)).Count);
            clock.Advance(Visibility * 1.5);
        }

        Assert.Empty(await Queue.ReceiveAsync(10, Visibility, default));
    }

    private ILogger<T> Logger<T>()
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        return factory.CreateLogger<T>();
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = database.Mail.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
