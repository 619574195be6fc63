using Microsoft.Extensions.Logging;

namespace Vemap.Application.Common.Behaviours;

/// <summary>One line a request: name, environment, user id, outcome, milliseconds; never a value.</summary>
internal sealed partial class LoggingBehaviour<TRequest, TResult>(ILogger<TRequest> log, CallContext call, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResult>
{
    public async Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        var start = clock.GetTimestamp();
        try
        {
            var result = await next();
            Handled(log, typeof(TRequest).Name, call.Environment.Value, call.User.Value, "ok", Milliseconds(start));
            return result;
        }
        catch (ProblemException problem)
        {
            Handled(log, typeof(TRequest).Name, call.Environment.Value, call.User.Value, problem.Code, Milliseconds(start));
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed(log, exception, typeof(TRequest).Name, call.Environment.Value, call.User.Value, Milliseconds(start));
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Request} in {Environment} by {User}: {Outcome} in {Milliseconds} ms")]
    private static partial void Handled(ILogger log, string request, Guid environment, Guid user, string outcome, double milliseconds);

    [LoggerMessage(2, LogLevel.Error, "{Request} in {Environment} by {User} failed in {Milliseconds} ms")]
    private static partial void Failed(ILogger log, Exception exception, string request, Guid environment, Guid user, double milliseconds);

    private double Milliseconds(long start) => Math.Round(clock.GetElapsedTime(start).TotalMilliseconds, 1);
}
