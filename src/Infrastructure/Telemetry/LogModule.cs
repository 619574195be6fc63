using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Vemap.Infrastructure.Telemetry;

public static class LogModule
{
    /// <summary>JSON lines to the console, or to the file that Log:File names; nothing else writes a log.</summary>
    public static ILoggingBuilder AddLogLines(this ILoggingBuilder logging, IConfiguration configuration)
    {
        var options = configuration.GetSection("Log").Get<LogOptions>() ?? new LogOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        logging.ClearProviders();
        // What the framework says below a warning repeats our own line about the request.
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None);
        if (options.File is not { Length: > 0 } file)
        {
            return logging
                .AddConsole(console => console.FormatterName = ConsoleLines.FormatterName)
                .AddConsoleFormatter<ConsoleLines, ConsoleFormatterOptions>();
        }

        logging.Services.AddSingleton<ILoggerProvider>(provider =>
        {
            var clock = provider.GetRequiredService<TimeProvider>();
            return new FileLines(new RotatingFile(file, options, clock), clock);
        });
        return logging;
    }
}
