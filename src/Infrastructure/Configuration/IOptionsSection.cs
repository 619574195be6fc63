namespace Vemap.Infrastructure.Configuration;

/// <summary>The settings of one section of the configuration. Rule R22 compares its properties with docs/operations.md.</summary>
public interface IOptionsSection
{
    /// <summary>The name of the section, such as "Store".</summary>
    static abstract string Section { get; }

    /// <summary>One sentence for each setting that is missing or cannot be used, beside what the attributes of the properties say.</summary>
    IEnumerable<string> Faults() => [];
}
