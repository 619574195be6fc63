using System.Text;
using Vemap.Domain.Mailings;

namespace Vemap.Unit.Mailings;

public sealed class ReplyTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("250 2.0.0 Taken", "250 2.0.0 Taken")]
    [InlineData("550 no\0such\tmailbox\u0085", "550 no such mailbox ")]
    [InlineData("a whole 🚧 stays", "a whole 🚧 stays")]
    public void Control_characters_become_spaces(string? said, string? kept) => Assert.Equal(kept, ReplyText.Of(said));

    // Not in an attribute: the compiler would have replaced it already.
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
}
