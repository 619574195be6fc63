namespace Vemap.Infrastructure.Telemetry;

/// <summary>A log file that is followed by another at a size and each day (UTC); the number and the age of the earlier ones are limited.</summary>
/// <remarks>A line is in the file when Write returns, so that a program that is killed has lost none.</remarks>
internal sealed class RotatingFile : IDisposable
{
    private const int BytesPerMegabyte = 1_000_000;
    private readonly Lock writing = new();
    private readonly string path;
    private readonly LogOptions options;
    private readonly TimeProvider clock;
    private FileStream? stream;
    private DateOnly day;

    public RotatingFile(string path, LogOptions options, TimeProvider clock)
    {
        (this.path, this.options, this.clock) = (Path.GetFullPath(path), options, clock);
        var earlier = new FileInfo(this.path);
        day = earlier.Exists ? DateOnly.FromDateTime(earlier.LastWriteTimeUtc) : Today();
    }

    /// <summary>Appends one line. A disk that is full costs the line and nothing else: a program must not fail because it cannot log.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (writing)
        {
            try
            {
                stream ??= Open();
                if (day != Today() || stream.Length + line.Length > (long)options.MaxMegabytes * BytesPerMegabyte) Rotate();
                stream.Write(line);
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                stream?.Dispose();
                stream = null;
            }
        }
    }

    public void Dispose()
    {
        lock (writing)
        {
            stream?.Dispose();
            stream = null;
        }
    }

    private DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    // Without a buffer of its own: each line is one write.
    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    private void Rotate()
    {
        stream?.Dispose();
        stream = null;
        File.Delete(Earlier(options.KeepFiles));
        for (var number = options.KeepFiles - 1; number >= 0; number--)
        {
            var file = new FileInfo(Earlier(number));
            if (file.Exists && file.LastWriteTimeUtc < clock.GetUtcNow().UtcDateTime.AddDays(-options.KeepDays)) file.Delete();
            else if (file.Exists) file.MoveTo(Earlier(number + 1));
        }

        (day, stream) = (Today(), Open());
    }

    // The one that is written to is number 0; with no earlier ones kept, Rotate deletes it.
    private string Earlier(int number) => number == 0 ? path : $"{path}.{number}";
}
