using Vemap.Domain.Deliveries;
using Vemap.Domain.MessageTemplates;
using Vemap.Unit.Mailings;

namespace Vemap.Unit.MessageTemplates;

public sealed class MessageMergeTests
{
    private static readonly Dictionary<string, string> Values = new() { ["name"] = "Jan & <b>Piet</b>", ["street"] = "O'Neill\nlaan", ["trick"] = "((name))" };

    [Fact]
    public void Values_are_escaped_in_HTML()
    {
        Assert.Equal("<p title=\"O&#39;Neill<br>laan\">Jan &amp; &lt;b&gt;Piet&lt;/b&gt;</p>", new MessageMerge("<p title=\"((street))\">((name))</p>").Html(Values));
    }

    [Fact]
    public void Values_are_as_they_are_in_text()
    {
        Assert.Equal("Dear Jan & <b>Piet</b>,", new MessageMerge("Dear ((name)),").Text(Values));
    }

    [Fact]
    public void Names_ignore_case_and_surrounding_spaces()
    {
        Assert.Equal("O'Neill\nlaan", new MessageMerge("(( Street ))").Text(Values));
    }

    [Fact]
    public void A_missing_value_is_an_error_that_names_all_that_are_missing()
    {
        var problem = Assert.Throws<ProblemException>(() => new MessageMerge("((a)) ((name)) ((b)) ((A))").Html(Values));
        Assert.Equal("mailings.missing-value", problem.Code);
        Assert.Contains("for: a, b.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_brings_no_placeholder_of_its_own()
    {
        var merge = new MessageMerge("((trick))");
        Assert.DoesNotContain("Jan", new MessageMerge(merge.Text(Values)).Text(Values), StringComparison.Ordinal);
        Assert.Equal("&#40;&#40;name))", new MessageMerge(merge.Html(Values)).Html(Values));
    }

    [Fact]
    public void What_is_kept_waits_for_a_later_merge()
    {
        var first = new MessageMerge("((name)): ((later))").Text(Values, keep: ["Later"]);
        Assert.Equal("Jan & <b>Piet</b>: ((later))", first);
        Assert.Equal("Jan & <b>Piet</b>: now", new MessageMerge(first).Text(new Dictionary<string, string> { ["LATER"] = "now" }));
    }

    [Fact]
    public void A_line_refuses_a_value_with_a_line_break()
    {
        var problem = Assert.Throws<ProblemException>(() => new MessageMerge("Road ((street))").Line(Values));
        Assert.Equal("mailings.not-one-line", problem.Code);
    }

    [Fact]
    public void Names_are_listed_once()
    {
        Assert.Equal(["a", "b c"], new MessageMerge("((a)) (x) ((b c)) ((A)) (( a )) f((x)(y))").Names);
    }

    [Fact]
    public void Text_without_placeholders_is_untouched()
    {
        Assert.Equal("f(g(x)) (()) ((<b>))", new MessageMerge("f(g(x)) (()) ((<b>))").Text(Values));
    }

    [Theory]
    [InlineData("jan@example.nl", true)]
    [InlineData("JAN@Example.nl", true)]
    [InlineData("piet@sub.example.nl", false)]
    [InlineData("wie@dan-ook.test", true)]
    [InlineData("wie@xdan-ook.test", false)]
    public void An_allow_list_names_addresses_and_domains(string address, bool allowed)
    {
        Assert.Equal(allowed, AllowList.Contains(["jan@example.nl", "@dan-ook.test"], address));
        Assert.True(AllowList.Contains(["*"], address));
        Assert.False(AllowList.Contains([], address));
    }
}
