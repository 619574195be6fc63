using System.Buffers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Vemap.Infrastructure.Telemetry;

/// <summary>Writes log entries to a file of limited size and age.</summary>
internal sealed class FileLines(RotatingFile file, TimeProvider clock) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Category(categoryName, file, clock);

    public void Dispose() => file.Dispose();

    private sealed class Category(string name, RotatingFile file, TimeProvider clock) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new ArrayBufferWriter<byte>(512);
            LogLine.Write(line, new LogEntry<TState>(logLevel, name, eventId, state, exception, formatter), clock.GetUtcNow());
            line.Write("\n"u8);
            file.Write(line.WrittenSpan);
        }
    }
}
