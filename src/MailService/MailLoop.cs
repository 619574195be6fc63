using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Mailings;
using Vemap.Infrastructure.Postgres.Queue;

namespace Vemap.MailService;

/// <summary>Takes mails from the queue and sends DeliverMail, for as long as the service runs. Two batches
/// at a time, so that one is being recorded while the other is being mailed.</summary>
/// <remarks>A batch of which a mail hangs is left to itself after a moment, and others go on
/// beside it; how many mails are in hand is limited all the same.</remarks>
internal sealed partial class MailLoop(
    IServiceScopeFactory scopes, IMailQueue queue, MailCleaning cleaning, MailSettings settings, TimeProvider clock, ILogger<MailLoop> log) : BackgroundService
{
    private const int LargestBatch = 100;
    private const int Batches = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhenEmpty = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CleaningEvery = TimeSpan.FromMinutes(1);
    private readonly int batchSize = BatchSize(settings);
    private readonly SemaphoreSlim room = new(MostInHand(settings));
    private readonly SemaphoreSlim turn = new(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll([.. Enumerable.Range(0, Batches).Select(_ => RepeatAsync(ReceiveAsync, stoppingToken)), RepeatAsync(CleanAsync, stoppingToken)]);
        // What has begun may end: the host waits, and what it cuts off is reported as ambiguous.
        await TakeRoomAsync(MostInHand(settings), CancellationToken.None);
    }

    // Whatever is in hand when the service dies is ambiguous: not more than goes out within a
    // second or two. Beside two batches there is room for mails that hang.
    private static int BatchSize(MailSettings settings) => Math.Clamp(settings.MailsPerSecond, 1, LargestBatch);

    private static int MostInHand(MailSettings settings) => (Batches * BatchSize(settings)) + Math.Max(BatchSize(settings) / 2, 10);

    private async Task RepeatAsync(Func<CancellationToken, Task<TimeSpan>> work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var pause = await work(stoppingToken);
                if (pause > TimeSpan.Zero) await Task.Delay(pause, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The messages come back when their hiding ends.
                Failed(log, exception.GetType().Name);
                await Task.Delay(AfterFailure, clock, CancellationToken.None);
            }
        }
    }

    private async Task<TimeSpan> ReceiveAsync(CancellationToken stoppingToken)
    {
        await TakeRoomAsync(batchSize, stoppingToken);
        IReadOnlyList<ReceivedMessage<OutgoingMail>> mails = [];
        try
        {
            mails = await queue.ReceiveAsync(batchSize, settings.HiddenFor, stoppingToken);
        }
        finally
        {
            if (mails.Count < batchSize) room.Release(batchSize - mails.Count);
        }

        if (mails.Count == 0) return WhenEmpty;
        var batch = DeliverAsync(mails);
        await Task.WhenAny(batch, Task.Delay(Patience, clock, CancellationToken.None));
        return batch.IsCompleted && !await batch ? AfterFailure : TimeSpan.Zero;
    }

    /// <summary>False when the messages come back, because something failed.</summary>
    private async Task<bool> DeliverAsync(IReadOnlyList<ReceivedMessage<OutgoingMail>> mails)
    {
        var inHand = new InHand(room, mails.Count);
        using var done = new CancellationTokenSource();
        var heartbeat = KeepHiddenAsync(mails, done.Token);
        try
        {
            await scopes.AsSystemAsync(default, mediator => mediator.Send(new DeliverMail(mails, inHand), CancellationToken.None));
            return true;
        }
        catch (Exception exception)
        {
            Failed(log, exception.GetType().Name);
            return false;
        }
        finally
        {
            await done.CancelAsync();
            await heartbeat;
            inHand.ReportAll();
        }
    }

    /// <summary>Keeps a batch that takes long from being given to another.</summary>
    private async Task KeepHiddenAsync(IReadOnlyList<ReceivedMessage<OutgoingMail>> mails, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(settings.HiddenFor / 3, clock);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(cancellationToken)) await queue.ExtendAsync(mails, settings.HiddenFor, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The batch is done.
            }
            catch (Exception exception)
            {
                // The hiding lasts for three beats: the next one may succeed.
                NotHidden(log, mails.Count, exception.GetType().Name);
            }
        }
    }

    /// <summary>Waits until so many mails more may be in hand; one waits at a time, so that two who each have half do not wait for each other.</summary>
    private async Task TakeRoomAsync(int mails, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        var taken = 0;
        try
        {
            for (; taken < mails; taken++) await room.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (taken > 0) room.Release(taken);
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<TimeSpan> CleanAsync(CancellationToken stoppingToken)
    {
        await cleaning.CleanAsync(stoppingToken);
        return CleaningEvery;
    }

    [LoggerMessage(20, LogLevel.Error, "The mail service goes on after {Exception}")]
    private static partial void Failed(ILogger log, string exception);

    [LoggerMessage(21, LogLevel.Warning, "{Mails} mails in hand could not be kept hidden this time: {Exception}")]
    private static partial void NotHidden(ILogger log, int mails, string exception);

    /// <summary>Makes room as results are recorded.</summary>
    private sealed class InHand(SemaphoreSlim room, int mails) : IProgress<int>
    {
        private int left = mails;

        public void Report(int value)
        {
            left -= value;
            room.Release(value);
        }

        public void ReportAll()
        {
            if (left > 0) Report(left);
        }
    }
}
