using System.ComponentModel.DataAnnotations;

namespace Vemap.Infrastructure.Telemetry;

/// <summary>Where log lines go, as configured under "Log", and how much disk they may take.</summary>
public sealed class LogOptions
{
    /// <summary>The file that lines are written to; not set: the console.</summary>
    public string? File { get; set; }

    /// <summary>A file that has grown to this size is followed by another. There is a new one each day (UTC) as well.</summary>
    [Range(1, 1000)]
    public int MaxMegabytes { get; set; } = 20;

    /// <summary>How many earlier files are kept, as File.1, File.2 and so on.</summary>
    [Range(0, 100)]
    public int KeepFiles { get; set; } = 9;

    /// <summary>An earlier file is deleted when its last line is older than this.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 30;
}
