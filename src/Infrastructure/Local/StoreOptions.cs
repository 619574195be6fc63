using Vemap.Domain.Files;
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

    /// <summary>How many announced files of one environment may wait for their bytes at a time.</summary>
    public int MostWaitingFiles { get; set; } = UploadLimits.Default.Files;

    /// <summary>How many bytes the announced files of one environment may wait for together.</summary>
    public long MostWaitingBytes { get; set; } = UploadLimits.Default.Bytes;

    public IEnumerable<string> Faults()
    {
        if (MostWaitingFiles < 1) yield return "Store:MostWaitingFiles must be at least 1.";
        if (MostWaitingBytes < 1) yield return "Store:MostWaitingBytes must be at least 1.";
        if (Folder.Length == 0) yield return "Store:Folder is not set.";
        if (KeyFile.Length == 0) yield return "Store:KeyFile is not set.";
    }
}
