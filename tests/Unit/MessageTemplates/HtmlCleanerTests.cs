using Vemap.Application.Common.Mail;
using Vemap.Domain.MessageTemplates;
using Vemap.Infrastructure.Html;

namespace Vemap.Unit.MessageTemplates;

public class HtmlCleanerTests
{
    private readonly HtmlCleaner cleaner = new();

    [Theory]
    [InlineData("<p onclick=\"x()\">a</p>", "<p>a</p>")]
    [InlineData("<script>alert(1)</script><p>a</p>", "<p>a</p>")]
    [InlineData("<a href=\"javascript:x\">a</a>", "<a>a</a>")]
    [InlineData("<a href=\"https://x.nl\">a</a>", "<a href=\"https://x.nl\">a</a>")]
    [InlineData("<a href=\"((closure.link))\">a</a>", "<a href=\"((closure.link))\">a</a>")]
    [InlineData("<img src=\"http://x/y.png\">", "<img>")]
    [InlineData("<p style=\"background:url(http://x)\">a</p>", "<p>a</p>")]
    [InlineData("<p style=\"color:red\">a</p>", "<p style=\"color:red\">a</p>")]
    [InlineData("<p style=\"position:fixed\">a</p>", "<p>a</p>")]
    [InlineData("<p style=\"color:#56606d;position:absolute;mso-line-height-rule:exactly\">a</p>", "<p style=\"color:#56606d;mso-line-height-rule:exactly\">a</p>")]
    [InlineData("<p style=\"background:image-set('https://x/y.png' 1x)\">a</p>", "<p>a</p>")]
    [InlineData("<p style=\"background:u\\72l(https://x)\">a</p>", "<p>a</p>")]
    [InlineData("<p style=\"color:rgb(1, 2, 3)\">a</p>", "<p style=\"color:rgb(1, 2, 3)\">a</p>")]
    [InlineData("<p data-vemap-style=\"background:url(https://x)\">a</p>", "<p>a</p>")]
    [InlineData("<a href=\"www.vemap.nl\">a</a>", "<a>a</a>")]
    [InlineData("<a href=\"&#106;avascript:x\">a</a>", "<a>a</a>")]
    [InlineData("<noembed><img src=x onerror=x></noembed>b", "b")]
    [InlineData("<font color=\"red\"><b>a</b></font>", "<b>a</b>")]
    [InlineData("<form><input name=\"x\">a</form>b", "b")]
    [InlineData("a<!-- [if mso]><script>x</script><![endif] -->b", "ab")]
    [InlineData("<svg onload=\"x()\"><a>t</a></svg>b", "b")]
    [InlineData("<unknown><script>x</script>a</unknown>", "a")]
    public void Active_content_is_removed_and_visible_content_stays(string html, string clean) => Assert.Equal(clean, cleaner.Clean(html));

    [Fact]
    public void Block_marks_stay_between_the_rows_of_a_table()
    {
        const string Table = "<table><tbody>((#closures))<tr><td>((closure.number))</td></tr>((?closure.text))<tr><td>((closure.text))</td></tr>((/closure.text))((/closures))</tbody></table>";

        Assert.Equal(Table, cleaner.Clean(Table));
    }

    [Fact]
    public void Cleaning_twice_gives_the_same_as_cleaning_once()
    {
        foreach (var text in DefaultTemplates.All.SelectMany(template => template.Texts))
        {
            var once = cleaner.Clean(text.Html);
            Assert.Equal(once, cleaner.Clean(once));
        }
    }

    [Fact]
    public void Plain_text_keeps_paragraphs_cells_items_and_links() =>
        Assert.Equal(
            "Dag Jan,\n\nWaar: A9\nWanneer: nu\n\n- een\n- twee\n\nZie hier <https://x.nl>\n",
            cleaner.ToText("<p>Dag  Jan,</p><table><tr><td>Waar</td><td>A9</td></tr><tr><td>Wanneer</td><td>nu</td></tr></table><ul><li>een</li><li>twee</li></ul><p>Zie <a href=\"https://x.nl\">hier</a></p>"));

    [Fact]
    public void Plain_text_keeps_preformatted_text_and_the_numbers_of_a_list() =>
        Assert.Equal(
            "1. een\n2. twee\n\na   b\n  c\n\nd\n",
            cleaner.ToText("<ol><li>een</li><li>twee</li></ol><pre>a   b\n  c\n\nd</pre>").Replace("\n \n", "\n\n", StringComparison.Ordinal));

    [Fact]
    public void Each_placeholder_may_have_non_breaking_spaces_between_its_brackets()
    {
        var clean = cleaner.Clean("<p>((\u00A0closure.number\u00A0))((\u00A0?closure.text))x((/closure.text\u00A0))</p>");
        var rendering = new MessageRendering(new Dictionary<string, string>(), [new Dictionary<string, string> { ["closure.number"] = "2026-0001" }]);

        Assert.Empty(MessageRendering.Errors(clean));
        Assert.Equal("<p>2026-0001</p>", rendering.Html(clean));
    }

    [Fact]
    public void The_cost_of_cleaning_grows_with_the_length_of_the_text()
    {
        string Text(int paragraphs) => string.Concat(Enumerable.Repeat("<div style=\"color:#123456\"><p>Tekst met <b>nadruk</b> en een <a href=\"https://x.nl\">link</a></p></div>", paragraphs));
        long Work(string html)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            cleaner.Clean(html);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Work(Text(10));
        Assert.InRange(Work(Text(1000)) / (double)Work(Text(500)), 1, 2.5);
    }
}
