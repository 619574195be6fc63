namespace Vemap.Infrastructure.Configuration;

/// <summary>The settings of the program itself.</summary>
public sealed class VemapOptions : IOptionsSection
{
    public static string Section => "Vemap";

    /// <summary>"local" allows the demo data and the documentation page.</summary>
    public string? Mode { get; set; }

    /// <summary>A JSON file with further settings, read by <see cref="Local.LocalSettings"/>.</summary>
    public string? SettingsFile { get; set; }

    /// <summary>False: this process only answers requests.</summary>
    public bool BackgroundWork { get; set; } = true;

    /// <summary>Origins of screens that may call the API from another address.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>The address of the screen, with which links in mails begin.</summary>
    public string? PublicUrl { get; set; }

    public IEnumerable<string> Faults()
    {
        if (Mode is not (null or "" or "local")) yield return "Vemap:Mode is local or not set.";
        if (PublicUrl is not null && !IsHttp(PublicUrl)) yield return "Vemap:PublicUrl is an address that begins with http:// or https://.";
        foreach (var origin in AllowedOrigins.Where(origin => !IsHttp(origin)))
            yield return $"Vemap:AllowedOrigins holds \"{origin}\", which is no address such as https://vemap.example.";
    }

    private static bool IsHttp(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
