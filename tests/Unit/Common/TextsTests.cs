using Vemap.Application.Common.Requests;

namespace Vemap.Unit.Common;

public sealed class TextsTests
{
    [Theory]
    [InlineData("Zuiderzeeë\u0308n, Súdwest-Fryslân, 's-Gravenhage, Ĳmuiden")]
    [InlineData("Wegwerkers 👷🏽‍♀️ 1️⃣ 🇳🇱")]
    [InlineData("אבג \u200Fتحويلة\u200E A9")]
    [InlineData("")]
    [InlineData("  ")]
    public void Text_that_people_write_is_accepted(string text)
    {
        Assert.Null(Texts.Fault(text, multiline: false));
        Assert.Null(Texts.Fault(text, multiline: true));
    }

    [Theory]
    [InlineData("a\nb", "not-one-line", null)]
    [InlineData("a\r\nb", "not-one-line", null)]
    [InlineData("a\tb", "not-one-line", null)]
    [InlineData("a\rb", "not-one-line", "control-character")]
    [InlineData("a\u2028b", "not-one-line", null)]
    [InlineData("a\u0085b", "not-one-line", "control-character")]
    [InlineData("a\u0007b", "control-character", "control-character")]
    [InlineData("a\u001Bb", "control-character", "control-character")]
    [InlineData("a\u007Fb", "control-character", "control-character")]
    [InlineData("a\u009Bb", "control-character", "control-character")]
    [InlineData("gpj.\u202Eexe", "direction-character", null)]
    [InlineData("a\u2067b", "direction-character", null)]
    [InlineData("\u200B", "invisible", "invisible")]
    [InlineData(" \u2060\uFEFF\u00AD ", "invisible", "invisible")]
    [InlineData("\u3164", "invisible", "invisible")]
    [InlineData("\U000E0041", "invisible", "invisible")]
    [InlineData("Jan\uFFFEsen", "noncharacter", "noncharacter")]
    [InlineData("Jan\uFDD0sen", "noncharacter", "noncharacter")]
    [InlineData("Jan\U0001FFFFsen", "noncharacter", "noncharacter")]
    public void Text_that_would_do_harm_later_is_refused(string text, string inOneLine, string? inMany)
    {
        Assert.Equal(inOneLine, Texts.Fault(text, multiline: false)?.Code);
        Assert.Equal(inMany, Texts.Fault(text, multiline: true)?.Code);
    }
}
