using System.Net;
using System.Text.RegularExpressions;

namespace Vemap.Domain.MessageTemplates;

/// <summary>Which addresses the links and images of a message may have: a mail has no page that a relative address could belong to.</summary>
public static partial class MessageLinks
{
    /// <summary>True for https, http, mailto and tel, and for the placeholder of the closure's own page.</summary>
    public static bool IsLink(string address) => Link().IsMatch(address.Trim());

    /// <summary>True for https only: images of unencrypted addresses are not shown by most mail programs.</summary>
    public static bool IsImage(string address) => Image().IsMatch(address.Trim());

    /// <summary>The addresses of links and images in an HTML text that may not be used, each once.</summary>
    public static IReadOnlyList<string> Refused(string html) =>
    [
        .. Reference().Matches(html)
            .Select(match => (IsImage: match.Groups["name"].Value.Equals("src", StringComparison.OrdinalIgnoreCase), Address: WebUtility.HtmlDecode(match.Groups["address"].Value.Trim('"', '\''))))
            .Where(reference => !(reference.IsImage ? IsImage(reference.Address) : IsLink(reference.Address)))
            .Select(reference => reference.Address)
            .Distinct(),
    ];

    [GeneratedRegex(@"^(https?://[^/?#\s]|mailto:|tel:|\(\(\s*closure\.link\s*\)\)\z)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^https://[^/?#\s]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Image();

    [GeneratedRegex(
        @"[\s""'/](?<name>href|src)\s*=\s*(?<address>""[^""]*""|'[^']*'|[^\s>""']+)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
