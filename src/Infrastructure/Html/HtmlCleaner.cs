using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Vemap.Infrastructure.Html;

/// <summary>Keeps what is on the list and nothing else, so that what nobody thought of is gone, not in.</summary>
internal sealed partial class HtmlCleaner : IHtmlCleaner
{
    private static readonly HashSet<string> Elements =
    [
        "a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
        "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
    ];

    // With these the content goes too; of other foreign elements the text stays.
    private static readonly HashSet<string> Forbidden =
        ["script", "style", "iframe", "object", "embed", "form", "input", "button", "select", "textarea", "svg", "math", "template", "noscript", "head", "title", "meta", "link", "base", "audio", "video", "frameset"];

    private static readonly HashSet<string> Attributes =
        ["align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "colspan", "dir", "height", "href", "lang", "role", "rowspan", "src", "style", "title", "valign", "width"];

    public string Clean(string html)
    {
        // As comments, the marks of blocks may stand between the rows of a table, where a parser moves text away.
        var body = new HtmlParser().ParseDocument(Mark().Replace(html, match => $"<!--{match.Value}-->")).Body!;
        Clean(body);
        return body.InnerHtml.Replace("<!--((", "((", StringComparison.Ordinal).Replace("))-->", "))", StringComparison.Ordinal).Trim();
    }

    public string ToText(string html)
    {
        var text = new StringBuilder();
        Write(new HtmlParser().ParseDocument(html).Body!, text);
        var lines = text.ToString().Split('\n').Select(line => Spaces().Replace(line, " ").Trim());
        return Gaps().Replace(string.Join('\n', lines), "\n\n").Trim() + "\n";
    }

    private static void Clean(INode parent)
    {
        foreach (var node in parent.ChildNodes.ToList())
        {
            switch (node)
            {
                case IElement element when Forbidden.Contains(element.LocalName):
                    element.Remove();
                    break;
                case IElement element:
                    Clean(element);
                    if (Elements.Contains(element.LocalName)) CleanAttributes(element);
                    else element.Replace([.. element.ChildNodes]);
                    break;
                case IComment comment when !WholeMark().IsMatch(comment.Data):
                    comment.Parent!.RemoveChild(comment);
                    break;
                default:
                    break;
            }
        }
    }

    private static void CleanAttributes(IElement element)
    {
        foreach (var attribute in element.Attributes.ToList())
        {
            var keep = Attributes.Contains(attribute.Name) && attribute.Name switch
            {
                "href" => Link().IsMatch(attribute.Value),
                "src" => Image().IsMatch(attribute.Value),
                "style" => !Unsafe().IsMatch(attribute.Value),
                _ => true,
            };
            if (!keep) element.RemoveAttribute(attribute.Name);
        }
    }

    private static void Write(INode parent, StringBuilder text)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText words) text.Append(Breaks().Replace(words.Data, " "));
            else if (node is IElement element) Write(element, text);
        }
    }

    private static void Write(IElement element, StringBuilder text)
    {
        if (Forbidden.Contains(element.LocalName)) return;
        var block = element.LocalName is "p" or "div" or "table" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ul" or "ol" or "blockquote" or "hr" or "dl" or "pre";
        if (block) text.Append("\n\n");
        else if (element.LocalName is "br" or "tr" or "dt" or "dd") text.Append('\n');
        else if (element.LocalName == "li") text.Append("\n- ");
        Write((INode)element, text);
        if (element.LocalName is "td" or "th" && element.NextElementSibling is not null) text.Append(": ");
        if (element.LocalName == "a" && element.GetAttribute("href") is { } link && link != element.TextContent) text.Append($" <{link}>");
        if (block) text.Append("\n\n");
    }

    [GeneratedRegex(@"\(\(\s*[#?/][^()<>\r\n]{1,100}\)\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\(\(\s*[#?/][^()<>\r\n]{1,100}\)\)\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WholeMark();

    [GeneratedRegex(@"^(https?://|mailto:|tel:|\(\(closure\.link\)\))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^https://", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Image();

    // What loads, runs or covers; a backslash could spell any of it.
    [GeneratedRegex(@"url\s*\(|expression|javascript|behavior|@import|position\s*:|-moz-binding|\\|/\*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"[ \t\r\n]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Breaks();

    [GeneratedRegex(@"[ \t]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gaps();
}
