using Vemap.Domain.MessageTemplates;

namespace Vemap.Unit.MessageTemplates;

public class HtmlLimitsTests
{
    [Fact]
    public void Elements_may_be_nested_a_hundred_deep()
    {
        Assert.Null(HtmlLimits.Fault(Nested("div", HtmlLimits.MaxDepth)));
        Assert.Contains("deep", HtmlLimits.Fault(Nested("div", HtmlLimits.MaxDepth + 1)), StringComparison.Ordinal);
        Assert.Contains("deep", HtmlLimits.Fault(string.Concat(Enumerable.Repeat("<b>", 20_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void Paragraphs_and_rows_that_are_not_closed_do_not_count_as_nested() =>
        Assert.Null(HtmlLimits.Fault(string.Concat(Enumerable.Repeat("<p>a<br>", 1000))));

    [Fact]
    public void A_text_has_a_limited_number_of_elements() =>
        Assert.Contains("elements", HtmlLimits.Fault(string.Concat(Enumerable.Repeat("<i></i>", HtmlLimits.MaxElements + 1))), StringComparison.Ordinal);

    [Fact]
    public void A_tag_has_a_limited_length() =>
        Assert.Contains("longer", HtmlLimits.Fault($"<p {new string('a', HtmlLimits.MaxTagLength)}>"), StringComparison.Ordinal);

    [Theory]
    [InlineData("<a href=\"https://x.nl\">a</a><a href='tel:0201234567'>b</a><a href=\"((closure.link))\">c</a><img src=\"https://x.nl/y.png\">", new string[0])]
    [InlineData("<a href=\"www.vemap.nl\">a</a>", new[] { "www.vemap.nl" })]
    [InlineData("<a href=/plan>a</a><a href=\"#top\">b</a>", new[] { "/plan", "#top" })]
    [InlineData("<img src=\"http://x.nl/y.png\">", new[] { "http://x.nl/y.png" })]
    [InlineData("<a href=\"java&#115;cript:x\">a</a>", new[] { "javascript:x" })]
    public void Links_and_images_that_a_mail_cannot_show_are_found(string html, string[] refused) => Assert.Equal(refused, MessageLinks.Refused(html));

    private static string Nested(string element, int depth) =>
        string.Concat(Enumerable.Repeat($"<{element}>", depth)) + string.Concat(Enumerable.Repeat($"</{element}>", depth));
}
