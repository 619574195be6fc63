using Vemap.Infrastructure.Configuration;

namespace Vemap.Infrastructure.Local;

/// <summary>Where rendered messages are kept.</summary>
public sealed class MessageStoreOptions : IOptionsSection
{
    public static string Section => "MessageStore";

    public string Folder { get; set; } = "";

    public IEnumerable<string> Faults()
    {
        if (Folder.Length == 0) yield return "MessageStore:Folder is not set.";
    }
}
