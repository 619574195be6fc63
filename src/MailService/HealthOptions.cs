using System.ComponentModel.DataAnnotations;

namespace Vemap.MailService;

/// <summary>Where health is asked for, as configured under "Health".</summary>
public sealed class HealthOptions
{
    /// <summary>A port of 127.0.0.1; 0 takes any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 5083;
}
