using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Infrastructure.Html;

/// <summary>Sanitises HTML with allow-lists of our own, and derives the plain text alternative from it.</summary>
internal sealed partial class HtmlCleaner : IHtmlCleaner
{
    // Style attributes pass the sanitiser under this name, since it would rewrite colours in a form that Outlook does not read.
    private const string CarriedStyle = "data-vemap-style";

    private static readonly HashSet<string> Elements =
    [
        "a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
        "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
    ];

    // These are removed with their content; other elements that are not allowed leave their text behind.
    private static readonly HashSet<string> RemovedWithContent =
    [
        "script", "style", "iframe", "object", "embed", "form", "input", "button", "select", "textarea", "svg", "math", "template", "noscript", "head", "title", "meta", "link", "base",
        "audio", "video", "frameset", "noembed", "noframes", "xmp", "plaintext",
    ];

    private static readonly HashSet<string> Attributes =
    [
        "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "colspan", "dir", "height", "href", "lang", "role", "rowspan", "src", "title", "valign", "width", CarriedStyle,
    ];

    private static readonly HtmlSanitizerOptions Options = new()
    {
        AllowedTags = Elements,
        AllowedAttributes = Attributes,
        AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "https", "http", "mailto", "tel" },
        UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src" },
        AllowedCssProperties = new HashSet<string>(),
        AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
    };

    public string Clean(string html)
    {
        // A parser moves text out of tables; as comments, the block marks keep their place between rows.
        var document = new HtmlParser().ParseDocument(Mark().Replace(html, match => $"<!--{match.Value}-->"));
        foreach (var element in document.Body!.QuerySelectorAll("[style]")) CarryStyle(element);
        MakeSanitizer().SanitizeDom(document, document.Body);
        foreach (var element in document.Body.QuerySelectorAll($"[{CarriedStyle}]")) RestoreStyle(element);
        return document.Body.InnerHtml.Replace("<!--((", "((", StringComparison.Ordinal).Replace("))-->", "))", StringComparison.Ordinal).Trim();
    }

    public string ToText(string html) => PlainText.Of(new HtmlParser().ParseDocument(html).Body!);

    private static HtmlSanitizer MakeSanitizer()
    {
        var sanitizer = new HtmlSanitizer(Options) { KeepChildNodes = true };
        sanitizer.RemovingTag += (_, removing) =>
        {
            if (RemovedWithContent.Contains(removing.Tag.LocalName)) removing.Tag.InnerHtml = "";
        };
        sanitizer.RemovingComment += (_, removing) => removing.Cancel = WholeMark().IsMatch(removing.Comment.Data);
        sanitizer.FilterUrl += (_, filtered) => filtered.SanitizedUrl = IsAllowed(filtered.Tag, filtered.OriginalUrl) ? filtered.OriginalUrl : null;
        return sanitizer;
    }

    private static bool IsAllowed(IElement element, string url) => element.LocalName == "img" ? MessageLinks.IsImage(url) : MessageLinks.IsLink(url);

    private static void CarryStyle(IElement element)
    {
        if (StyleFilter.Clean(element.GetAttribute("style")!) is { } style) element.SetAttribute(CarriedStyle, style);
        element.RemoveAttribute("style");
    }

    // Whoever writes the carrying attribute by hand gains nothing: its value is filtered as any other style.
    private static void RestoreStyle(IElement element)
    {
        if (StyleFilter.Clean(element.GetAttribute(CarriedStyle)!) is { } style) element.SetAttribute("style", style);
        element.RemoveAttribute(CarriedStyle);
    }

    [GeneratedRegex(@"\(\((\s|&nbsp;)*[#?/][^()<>\r\n]{1,100}\)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\(\((\s|&nbsp;)*[#?/][^()<>\r\n]{1,100}\)\)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WholeMark();
}
