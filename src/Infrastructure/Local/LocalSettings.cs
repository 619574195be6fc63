using Microsoft.Extensions.Configuration;

namespace Vemap.Infrastructure.Local;

/// <summary>Lets a debugger take the place of a program that <c>./vemap up</c> has started: the settings it was given lie in a file under the data folder.</summary>
public static class LocalSettings
{
    /// <summary>Adds the file that Vemap:SettingsFile names, if it names one.</summary>
    public static void AddLocalSettings(this IConfigurationManager configuration)
    {
        if (configuration["Vemap:SettingsFile"] is { Length: > 0 } file) configuration.AddJsonFile(Path.GetFullPath(file), optional: false);
    }
}
