using Vemap.Domain.Common;

namespace Vemap.Domain.R17;

/// <summary>Anybody changes it.</summary>
public sealed class R17Thing : IPlatformWide
{
    public string Name { get; set; } = "";

    public List<string> Parts { get; } = [];
}
