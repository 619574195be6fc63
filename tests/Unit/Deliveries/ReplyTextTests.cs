using System.Text;
using Vemap.Domain.Deliveries;
using Vemap.Unit.Mailings;

namespace Vemap.Unit.Deliveries;

public sealed class ReplyTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("250 2.0.0 Taken", "250 2.0.0 Taken")]
    [InlineData("550 no\0such\tmailbox\u0085", "550 no such mailbox ")]
    [InlineData("a whole 🚧 stays", "a whole 🚧 stays")]
    public void Control_characters_become_spaces(string? said, string? kept) => Assert.Equal(kept, ReplyText.Of(said));

    // Not above: an attribute is kept as UTF-8, which has no half characters.
    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("half \ufffd of one", ReplyText.Of("half \ud83d of one"));

    [Fact]
    public void It_is_cut_between_characters()
    {
        var kept = ReplyText.Of(new string('x', ReplyText.MaxLength - 1) + "🚧🚧");
        Assert.Equal(new string('x', ReplyText.MaxLength - 1), kept);
        // Half a character could not be written as UTF-8.
        Assert.Equal(kept, Encoding.UTF8.GetString(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(kept!)));
    }

    [Theory]
    [InlineData("550 <jan@gemeente-één.test> unknown", "550 <…> unknown")]
    [InlineData("550 <Jan@xn--gemeente-n-e7ab.test> unknown", "550 <…> unknown")]
    [InlineData("550 jan@elders.test unknown", "550 jan@elders.test unknown")]
    public void An_address_is_hidden_however_it_is_written(string reply, string shown)
    {
        Assert.True(Domain.Common.MailAddress.TryParse("jan@gemeente-één.test", out _, out var domain));
        Assert.Equal(shown, Domain.Common.MailAddress.Hide(reply.Replace("xn--gemeente-n-e7ab.test", domain, StringComparison.Ordinal), "jan@gemeente-één.test", "…"));
    }
}
