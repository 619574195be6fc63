using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Vemap.Infrastructure.Telemetry;

/// <summary>Writes log entries to the console, for what collects the output of programs.</summary>
internal sealed class ConsoleLines(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "vemap";

    public override void Write<TState>(in LogEntry<TState> logEntry, Microsoft.Extensions.Logging.IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>(512);
        LogLine.Write(line, logEntry, clock.GetUtcNow());
        textWriter.WriteLine(LogLine.Text(line.WrittenSpan));
    }
}
