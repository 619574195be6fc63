using Vemap.Application.Common.Mail;
using Vemap.Infrastructure.Html;

namespace Vemap.Unit.Mailings;

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
    [InlineData("<font color=\"red\"><b>a</b></font>", "<b>a</b>")]
    [InlineData("<form><input name=\"x\">a</form>b", "b")]
    [InlineData("a<!-- [if mso]><script>x</script><![endif] -->b", "ab")]
    [InlineData("<svg onload=\"x()\"><a>t</a></svg>b", "b")]
    [InlineData("<unknown><script>x</script>a</unknown>", "a")]
    public void What_acts_is_gone_and_what_shows_stays(string html, string clean) => Assert.Equal(clean, cleaner.Clean(html));

    [Fact]
    public void Marks_of_blocks_stay_between_the_rows_of_a_table()
    {
        const string Table = "<table><tbody>((#closures))<tr><td>((closure.number))</td></tr>((?closure.text))<tr><td>((closure.text))</td></tr>((/closure.text))((/closures))</tbody></table>";

        Assert.Equal(Table, cleaner.Clean(Table));
    }

    [Fact]
    public void Cleaning_twice_changes_nothing_more()
    {
        foreach (var text in DefaultTemplates.All.SelectMany(template => template.Texts))
        {
            var once = cleaner.Clean(text.Html);
            Assert.Equal(once, cleaner.Clean(once));
        }
    }

    [Fact]
    public void Text_reads_like_the_page() =>
        Assert.Equal(
            "Dag Jan,\n\nWaar: A9\nWanneer: nu\n\n- een\n- twee\n\nZie hier <https://x.nl>\n",
            cleaner.ToText("<p>Dag  Jan,</p><table><tr><td>Waar</td><td>A9</td></tr><tr><td>Wanneer</td><td>nu</td></tr></table><ul><li>een</li><li>twee</li></ul><p>Zie <a href=\"https://x.nl\">hier</a></p>"));
}
