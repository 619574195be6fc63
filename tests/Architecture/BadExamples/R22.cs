using Vemap.Infrastructure.Configuration;

namespace Vemap.Infrastructure.R22;

/// <summary>A setting that no document explains.</summary>
public sealed class R22Options : IOptionsSection
{
    public static string Section => "R22";

    public int Unexplained { get; set; }
}
