using Vemap.Lab;

namespace Vemap.Bench;

internal static class MailBench
{
    public static Task RunAsync(Laboratory lab, Options options, CancellationToken cancellationToken) => Task.CompletedTask;
}
