using Vemap.Infrastructure.Configuration;

namespace Vemap.Web.Hosting;

/// <summary>Runs one step after the other: at once while there is work, after a pause when there is none or when a step failed.</summary>
internal abstract partial class BackgroundLoop(TimeSpan pause, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Runs one step and returns how much was done. Tests run the steps themselves.</summary>
    public abstract Task<int> StepAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await StepAsync(stoppingToken) == 0) await Task.Delay(pause, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Failed(log, exception, GetType().Name);
                await Task.Delay(AfterFailure, clock, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(41, LogLevel.Error, "A step of {Loop} failed; it goes on")]
    private static partial void Failed(ILogger log, Exception exception, string loop);
}

internal static class BackgroundLoops
{
    /// <summary>Registers the loop, and runs it unless Vemap:BackgroundWork is false.</summary>
    public static void AddLoop<T>(this IServiceCollection services, IConfiguration configuration)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        if (configuration.ReadSection<VemapOptions>().BackgroundWork) services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
