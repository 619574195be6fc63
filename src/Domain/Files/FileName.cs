using System.Text;

namespace Vemap.Domain.Files;

/// <summary>The rule for names of files: they can be saved on Windows, macOS and Linux as they are.</summary>
public static class FileName
{
    /// <summary>The longest name that these file systems take, in UTF-8.</summary>
    public const int MostOctets = 255;

    private const string Forbidden = "/\\:*?\"<>|";

    // Windows opens a device under these names, whatever ending follows. The digits of COM and LPT may be superscript.
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "0123456789\u00b9\u00b2\u00b3".SelectMany(digit => (string[])[$"COM{digit}", $"LPT{digit}"])],
        StringComparer.OrdinalIgnoreCase);

    public static bool IsPlain(string name) =>
        !name.Any(sign => char.IsControl(sign) || Forbidden.Contains(sign, StringComparison.Ordinal)) && name == name.Trim() && !name.StartsWith('.')
            && !name.EndsWith('.');

    public static bool IsDevice(string name) => Devices.Contains(name.Split('.')[0].TrimEnd(' '));

    public static bool IsTooLong(string name) => Encoding.UTF8.GetByteCount(name) > MostOctets;
}
