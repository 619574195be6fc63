using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Deliveries;
using Vemap.Infrastructure.Postgres.Queue;

namespace Vemap.MailService;

/// <summary>Takes mails from the queue and sends DeliverMail while the service runs. Of two batches at a time one is recorded while the other is mailed.</summary>
/// <remarks>A batch that takes longer than a moment goes on in the background while the next is received. The number of mails in hand is limited.</remarks>
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
        // Mails in hand are finished before the service stops; the host limits the time, and what it cuts off is recorded as ambiguous.
        await TakeRoomAsync(MostInHand(settings), CancellationToken.None);
    }

    // All mails in hand are ambiguous when the service dies, so a batch is what goes out within a second. Beside two batches there is room for mails that hang.
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
                // The queue delivers the messages again when their hiding ends.
                Failed(log, exception);
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

    /// <summary>False when something failed, so that the queue delivers the messages again.</summary>
    private async Task<bool> DeliverAsync(IReadOnlyList<ReceivedMessage<OutgoingMail>> mails)
    {
        using var done = new CancellationTokenSource();
        var heartbeat = KeepHiddenAsync(mails, done.Token);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Batch>().Begin(room, mails.Count);
            scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(default);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeliverMail(mails), CancellationToken.None);
            return true;
        }
        catch (Exception exception)
        {
            Failed(log, exception);
            return false;
        }
        finally
        {
            await done.CancelAsync();
            await heartbeat;
        }
    }

    /// <summary>Keeps a batch that takes long hidden from other receivers.</summary>
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
                // The hiding lasts for three beats, so the next one may still come in time.
                NotHidden(log, exception, mails.Count);
            }
        }
    }

    /// <summary>Waits until so many further mails may be in hand. One batch waits at a time: two that each held half would wait for each other.</summary>
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

    [LoggerMessage(20, LogLevel.Error, "A step of the mail service failed; it goes on")]
    private static partial void Failed(ILogger log, Exception exception);

    [LoggerMessage(21, LogLevel.Warning, "{Mails} mails in hand could not be kept hidden this time")]
    private static partial void NotHidden(ILogger log, Exception exception, int mails);
}
