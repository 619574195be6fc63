using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Vemap.Infrastructure.Html;

/// <summary>Writes HTML as plain text: blocks apart, list items marked or numbered, cells of a row in one line, preformatted text as it is.</summary>
internal sealed partial class PlainText
{
    // Stands for a blank of preformatted text until all other blanks have been reduced.
    private const char KeptBlank = '\uE000';

    private readonly StringBuilder text = new();

    /// <summary>The text of an element, with a line break at its end.</summary>
    public static string Of(IElement element)
    {
        var writer = new PlainText();
        writer.WriteChildren(element, isPreformatted: false);
        var lines = writer.text.ToString().Split('\n').Select(line => Blanks().Replace(line, " ").Trim(' '));
        return Gaps().Replace(string.Join('\n', lines), "\n\n").Trim('\n').Replace(KeptBlank, ' ') + "\n";
    }

    private void WriteChildren(INode parent, bool isPreformatted)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText words) text.Append(isPreformatted ? Keep(words.Data) : Breaks().Replace(words.Data, " "));
            else if (node is IElement element) Write(element, isPreformatted);
        }
    }

    private void Write(IElement element, bool isPreformatted)
    {
        var isBlock = element.LocalName is "p" or "div" or "table" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ul" or "ol" or "blockquote" or "hr" or "dl" or "pre";
        if (isBlock) text.Append("\n\n");
        else if (element.LocalName is "br" or "tr" or "dt" or "dd") text.Append('\n');
        else if (element.LocalName == "li") text.Append(ItemMark(element));
        WriteChildren(element, isPreformatted || element.LocalName == "pre");
        if (element.LocalName is "td" or "th" && element.NextElementSibling is not null) text.Append(": ");
        if (element.LocalName == "a" && element.GetAttribute("href") is { } link && link != element.TextContent) text.Append($" <{link}>");
        if (isBlock) text.Append("\n\n");
    }

    private static string ItemMark(IElement item) =>
        item.ParentElement is { LocalName: "ol" } list ? $"\n{list.Children.TakeWhile(child => child != item).Count(child => child.LocalName == "li") + 1}. " : "\n- ";

    private static string Keep(string preformatted) =>
        preformatted.ReplaceLineEndings("\n").Replace("\t", "    ", StringComparison.Ordinal).Replace("\n\n", $"\n{KeptBlank}\n", StringComparison.Ordinal).Replace(' ', KeptBlank);

    [GeneratedRegex(@"[ \t\r\n]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Breaks();

    [GeneratedRegex(@"[ \t]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gaps();
}
