using Vemap.Application.Common.Ports;

namespace Vemap.Integration.MailTransport;

/// <summary>What every mail queue keeps, whatever it is made of.</summary>
public abstract class MailQueueContract
{
    protected static readonly TimeSpan Visibility = TimeSpan.FromSeconds(2);

    protected abstract IMailQueue Queue { get; }

    /// <summary>Lets time pass for the queue.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task What_is_sent_is_received_as_it_was_and_in_order()
    {
        var sent = Enumerable.Range(1, 10).Select(attempt => Some.Mail(attempt: attempt)).ToList();
        await SendAsync([.. sent]);
        var received = await ReceiveAllAsync();
        Assert.Equal(sent.Select(mail => mail.Attempt), received.Select(message => message.Message.Attempt));
        Assert.Equal(sent[0].Values, received[0].Message.Values);
        Assert.Equal(sent[0].Identity, received[0].Message.Identity);
        Assert.Equal(sent[0].Recipient, received[0].Message.Recipient);
        Assert.All(received, message => Assert.Equal(1, message.Receives));
    }

    [Fact]
    public async Task An_empty_queue_gives_nothing()
    {
        Assert.Empty(await Queue.ReceiveAsync(10, Visibility, default));
        await Queue.SendAsync([], default);
        await Queue.CompleteAsync([], default);
        Assert.Equal(0, await Queue.DepthAsync(default));
    }

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await SendAsync(Some.Mail());
        await Queue.CompleteAsync(await Queue.ReceiveAsync(10, Visibility, default), default);
        await PassAsync(Visibility * 2);
        Assert.Empty(await Queue.ReceiveAsync(10, Visibility, default));
        Assert.Equal(0, await Queue.DepthAsync(default));
    }

    [Fact]
    public async Task A_received_message_is_hidden_and_comes_back()
    {
        await SendAsync(Some.Mail());
        Assert.Single(await Queue.ReceiveAsync(10, Visibility, default));
        Assert.Empty(await Queue.ReceiveAsync(10, Visibility, default));
        await PassAsync(Visibility * 1.5);
        Assert.Equal(2, Assert.Single(await Queue.ReceiveAsync(10, Visibility, default)).Receives);
    }

    [Fact]
    public async Task A_message_that_is_extended_stays_hidden()
    {
        await SendAsync(Some.Mail());
        var received = await Queue.ReceiveAsync(10, Visibility, default);
        await PassAsync(Visibility / 2);
        await Queue.ExtendAsync(received, Visibility * 2, default);
        await PassAsync(Visibility);
        Assert.Empty(await Queue.ReceiveAsync(10, Visibility, default));
        await PassAsync(Visibility * 1.5);
        Assert.Single(await Queue.ReceiveAsync(10, Visibility, default));
    }

    [Fact]
    public async Task A_handle_is_void_once_the_message_was_received_again()
    {
        await SendAsync(Some.Mail());
        var first = await Queue.ReceiveAsync(10, Visibility, default);
        await PassAsync(Visibility * 1.5);
        var second = await Queue.ReceiveAsync(10, Visibility, default);
        await Queue.CompleteAsync(first, default);
        Assert.Equal(1, await Queue.DepthAsync(default));
        await Queue.CompleteAsync(second, default);
        Assert.Equal(0, await Queue.DepthAsync(default));
    }

    [Fact]
    public async Task The_same_key_is_not_queued_twice_nor_shortly_after_it_is_done()
    {
        var mail = Some.Mail();
        await SendAsync(mail, mail);
        await SendAsync(mail);
        Assert.Equal(1, await Queue.DepthAsync(default));
        await Queue.CompleteAsync(await Queue.ReceiveAsync(10, Visibility, default), default);
        await SendAsync(mail);
        Assert.Equal(0, await Queue.DepthAsync(default));
    }

    [Fact]
    public async Task The_next_of_a_group_waits_for_the_one_before_it()
    {
        var first = Some.Mail(attempt: 1);
        await SendAsync(first, first with { Attempt = 2 }, Some.Mail(attempt: 9));
        var received = await Queue.ReceiveAsync(2, Visibility, default);
        var ofGroup = received.Where(message => message.Message.Recipient == first.Recipient).ToList();
        Assert.Equal(1, ofGroup[0].Message.Attempt);
        Assert.DoesNotContain(await Queue.ReceiveAsync(10, Visibility, default), message => message.Message.Recipient == first.Recipient);
        await Queue.CompleteAsync(ofGroup, default);
        Assert.Equal(2, Assert.Single(await Queue.ReceiveAsync(10, Visibility, default), message => message.Message.Recipient == first.Recipient).Message.Attempt);
    }

    [Fact]
    public async Task After_five_receives_a_message_is_a_dead_letter_and_holds_up_nobody()
    {
        var mail = Some.Mail(attempt: 1);
        await SendAsync(mail, mail with { Attempt = 2 });
        for (var receive = 1; receive <= 5; receive++)
        {
            Assert.Equal((1, receive), Assert.Single(await Queue.ReceiveAsync(1, Visibility, default)) is var message ? (message.Message.Attempt, message.Receives) : default);
            await PassAsync(Visibility * 1.5);
        }

        Assert.Empty(await Queue.ReceiveAsync(1, Visibility, default));
        Assert.Equal(2, Assert.Single(await Queue.ReceiveAsync(1, Visibility, default)).Message.Attempt);
        Assert.Equal(1, await Queue.DepthAsync(default));
    }

    [Fact]
    public async Task Many_receivers_never_get_the_same_message()
    {
        await SendAsync([.. Enumerable.Range(0, 500).Select(_ => Some.Mail())]);
        var received = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(ReceiveAllAsync)));
        Assert.Equal(500, received.Sum(messages => messages.Count));
        Assert.Equal(500, received.SelectMany(messages => messages).Select(message => message.Message.Recipient).Distinct().Count());
    }

    protected Task SendAsync(params OutgoingMail[] mails) =>
        Queue.SendAsync([.. mails.Select(mail => new QueueItem<OutgoingMail>(mail, mail.Recipient.ToString(), $"{mail.Recipient}:{mail.Attempt}"))], default);

    private async Task<List<ReceivedMessage<OutgoingMail>>> ReceiveAllAsync()
    {
        var all = new List<ReceivedMessage<OutgoingMail>>();
        while (await Queue.ReceiveAsync(10, Visibility, default) is { Count: > 0 } received) all.AddRange(received);
        return all;
    }
}

/// <summary>Mails for tests.</summary>
public static class Some
{
    private static int last;

    public static readonly MailIdentity Identity = new("Provincie Noord", "wegen@authority.test", null);

    public static RecipientId Recipient() => new(new Guid(Interlocked.Increment(ref last), 1, 7, [1, 2, 3, 4, 5, 6, 7, 8]));

    public static OutgoingMail Mail(string address = "jan@example.test", int attempt = 1, string contentKey = "content", IReadOnlyDictionary<string, string>? values = null, bool isTrial = false, IReadOnlyList<string>? allowed = null) => new(
        new(new Guid(1, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8])),
        Recipient(),
        attempt,
        address,
        contentKey,
        values ?? new Dictionary<string, string> { ["name"] = "Jan <één>" },
        Identity,
        isTrial,
        allowed ?? [],
        []);

    public static MailToSend ToSend(string to = "jan@example.test", string subject = "Road closed", string text = "Dear Jan", MailIdentity? from = null) =>
        new(new(Guid.Empty), Recipient(), 1, from ?? Identity, to, subject, $"<p>{text}</p>", text, [], [], new DateTimeOffset(2026, 7, 6, 19, 30, 0, TimeSpan.Zero));
}
