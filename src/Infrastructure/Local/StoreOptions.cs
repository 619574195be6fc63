using Vemap.Infrastructure.Configuration;

namespace Vemap.Infrastructure.Local;

/// <summary>Where the embedded file store is.</summary>
public sealed class StoreOptions : IOptionsSection
{
    public static string Section => "Store";

    public string Folder { get; set; } = "";

    /// <summary>The file with the master key, which is made when it does not exist.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>What the links to files begin with. Empty: they are relative to the API's own address.</summary>
    public string PublicUrl { get; set; } = "";

    public IEnumerable<string> Faults()
    {
        if (Folder.Length == 0) yield return "Store:Folder is not set.";
        if (KeyFile.Length == 0) yield return "Store:KeyFile is not set.";
    }
}
