namespace Vemap.Application.Common.Ports;

/// <summary>Makes HTML that people wrote safe to send, and text of it.</summary>
public interface IHtmlCleaner
{
    /// <summary>What mail programs show and nothing that acts: no scripts, forms, frames or foreign styles. ((Placeholders)) and ((#blocks)) stay where they are, also between the rows of a table.</summary>
    string Clean(string html);

    /// <summary>The same in plain text, for whoever reads mail without HTML.</summary>
    string ToText(string html);
}
