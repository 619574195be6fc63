using System.Threading.Channels;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;

namespace Vemap.SmtpSink;

/// <summary>Plays the provider: reports what became of each accepted mail on the feedback queue. The mail's own headers say whose it is.</summary>
public sealed partial class Feedback(TimeProvider clock, ILogger<Feedback> log, IFeedbackQueue? queue = null) : BackgroundService
{
    private const int Batch = 500;
    private readonly Channel<ArrivedMail> arrived = Channel.CreateUnbounded<ArrivedMail>(new UnboundedChannelOptions { SingleReader = true });
    // Each run of the sink counts its mails from one: its start tells the events of different runs apart.
    private readonly long run = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private int unreported;

    /// <summary>How many mails have arrived whose events are not on the queue yet.</summary>
    public int Unreported => Volatile.Read(ref unreported);

    public void Report(ArrivedMail mail)
    {
        if (queue is null || mail.Fate is Fate.Silent) return;
        Interlocked.Increment(ref unreported);
        arrived.Writer.TryWrite(mail);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (queue is not null && await arrived.Reader.WaitToReadAsync(stoppingToken))
        {
            var (events, mails) = (new List<DeliveryEvent>(), 0);
            for (; events.Count < Batch && arrived.Reader.TryRead(out var mail); mails++) events.AddRange(Events(mail));
            await SendAsync(queue, events, stoppingToken);
            Interlocked.Add(ref unreported, -mails);
        }
    }

    private async Task SendAsync(IFeedbackQueue feedback, List<DeliveryEvent> events, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await feedback.SendAsync([.. events.Select(happened => happened.ToItem())], stoppingToken);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                NotSent(log, exception);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
        }
    }

    private IEnumerable<DeliveryEvent> Events(ArrivedMail mail)
    {
        if (!Guid.TryParse(mail.Message.Headers["X-Vemap-Environment"], out var environment)
            || !Guid.TryParse(mail.Message.Headers["X-Vemap-Recipient"], out var recipient)
            || !int.TryParse(mail.Message.Headers["X-Vemap-Attempt"], out var attempt)) return [];
        DeliveryEvent Event(DeliveryEventKind kind, int? code, string? enhanced, string reply) =>
            new(new(environment), new(recipient), attempt, $"sink-{run}-{mail.Id}-{kind}", kind, clock.GetUtcNow(), code, enhanced, reply);
        var delivered = Event(DeliveryEventKind.Delivered, 250, "2.0.0", "Delivered to the mailbox");
        return mail.Fate switch
        {
            Fate.Bounce => [Event(DeliveryEventKind.Bounced, 550, "5.1.1", "The mailbox does not exist")],
            Fate.Complain => [delivered, Event(DeliveryEventKind.Complained, null, null, "Reported as spam")],
            Fate.Delay => [Event(DeliveryEventKind.Delayed, 451, "4.4.1", "The mailbox does not answer yet"), delivered],
            _ => [delivered],
        };
    }

    [LoggerMessage(30, LogLevel.Warning, "Feedback could not be put on the queue; it is tried again")]
    private static partial void NotSent(ILogger log, Exception exception);
}
