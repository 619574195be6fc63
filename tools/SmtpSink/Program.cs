using Vemap.Infrastructure.Telemetry;

namespace Vemap.SmtpSink;

// A class with a name of its own: the tests host the API's Program and this one side by side.
internal static class Program
{
    public static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddLogLines(builder.Configuration);
        await using var app = Sink.Build(builder);
        await app.RunAsync();
    }
}
