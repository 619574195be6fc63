using Vemap.Application.Common.Ports;
using Vemap.Infrastructure.Smtp.Reports;

namespace Vemap.MailService;

/// <summary>Reads the inbox for reports and puts what they say on the feedback queue. A report counts as
/// done when its events are on the queue; read twice, it is one event.</summary>
internal sealed partial class InboxLoop(IReportInbox inbox, IFeedbackQueue feedback, InboxOptions options, TimeProvider clock, ILogger<InboxLoop> log)
    : BackgroundService
{
    private const int Batch = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // A full batch: there is probably more.
                if (await StepAsync(stoppingToken) < Batch) await Task.Delay(options.Every, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                NotRead(log, exception);
                await Task.Delay(options.Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        var messages = await inbox.ReadAsync(Batch, cancellationToken);
        await feedback.SendAsync([.. messages.SelectMany(message => message.Events).Select(reported => reported.ToItem())], cancellationToken);
        await inbox.CompleteAsync(messages, cancellationToken);
        return messages.Count;
    }

    [LoggerMessage(62, LogLevel.Error, "The inbox of reports could not be read; it is tried again")]
    private static partial void NotRead(ILogger log, Exception exception);
}
