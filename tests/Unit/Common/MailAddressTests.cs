namespace Vemap.Unit.Common;

public sealed class MailAddressTests
{
    [Theory]
    [InlineData("jan@müller.nl")]
    [InlineData("jan@mu\u0308ller.nl")]
    [InlineData("Jan@MÜLLER.NL")]
    [InlineData("jan@xn--mller-kva.nl")]
    [InlineData("jan@XN--MLLER-KVA.nl")]
    [InlineData("jan@ｍüller.nl")]
    [InlineData("jan@ＭÜＬＬＥＲ．ＮＬ")]
    [InlineData("jan@müller。nl")]
    [InlineData(" jan@müller.nl ")]
    public void Every_spelling_of_a_domain_has_one_canonical_form(string spelling) => Assert.Equal("jan@xn--mller-kva.nl", MailAddress.Canonical(spelling));

    [Theory]
    [InlineData("José@x.nl", "josé@x.nl")]
    [InlineData("jose\u0301@x.nl", "josé@x.nl")]
    [InlineData("O'Brien@x.nl", "o'brien@x.nl")]
    [InlineData("jan+a9@x.nl", "jan+a9@x.nl")]
    [InlineData("jan@STRASSE.de", "jan@strasse.de")]
    [InlineData("jan@пример.рф", "jan@xn--e1afmkfd.xn--p1ai")]
    [InlineData("jan@例え.テスト", "jan@xn--r8jz45g.xn--zckzah")]
    [InlineData("No address", "no address")]
    public void The_canonical_form_is_lower_case_and_composed(string address, string canonical) => Assert.Equal(canonical, MailAddress.Canonical(address));

    [Theory]
    [InlineData("jan@192.0.2.1")]
    [InlineData("jan@[192.0.2.1]")]
    [InlineData("jan@１９２.0.2.1")]
    [InlineData("jan@127.0.0.0x1")]
    [InlineData("jan@2130706433")]
    [InlineData("jan@example.1")]
    [InlineData("jan@example.n")]
    [InlineData("jan@n")]
    [InlineData("jan@xn--zzzzzz.nl")]
    [InlineData("jan@xn--abc.nl")]
    [InlineData("jan@xn--a.nl")]
    [InlineData("jan@xn--.nl")]
    [InlineData("jan@xn--mller-KVA\u3164.nl")]
    [InlineData("jan@xn--ml-3w4a.nl")]
    [InlineData("jan@m\u3164l.nl")]
    [InlineData("jan@mu\u00ADl.nl")]
    [InlineData("jan@o\u2019reilly.nl")]
    [InlineData("jan@-a.nl")]
    [InlineData("jan@a_b.nl")]
    [InlineData("jan@a..nl")]
    [InlineData("jan@a.nl.")]
    [InlineData("o\u2019brien@x.nl")]
    [InlineData("o\u02BCbrien@x.nl")]
    [InlineData("ja\u3164n@x.nl")]
    [InlineData("ja\u200Bn@x.nl")]
    [InlineData("ja\uFE0Fn@x.nl")]
    [InlineData("ｊan@x.nl")]
    [InlineData("ja\uFFFEn@x.nl")]
    [InlineData("jan–piet@x.nl")]
    [InlineData(" @a.b")]
    [InlineData("@a.nl")]
    [InlineData("jan@")]
    [InlineData("jan")]
    [InlineData("jan@a@b.nl")]
    [InlineData("\"jan\"@x.nl")]
    [InlineData("ééééééééééééééééééééééééééééééééé@x.nl")]
    public void What_no_mailbox_is_called_is_refused(string text) => Assert.False(MailAddress.IsValid(text));

    [Fact]
    public void A_server_without_a_dot_in_its_name_is_a_domain()
    {
        Assert.True(MailAddress.TryParse("vemap@mail-server1", out _, out var domain));
        Assert.Equal("mail-server1", domain);
    }

    [Theory]
    [InlineData("A\u030A", "Å")]
    [InlineData("\u212B", "Å")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("d\u0307\u0323", "\u1E0D\u0307")]
    [InlineData("\u1100\u1161\u11A8", "각")]
    [InlineData("각", "각")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("ﬁ", "ﬁ")]
    [InlineData("🚧 plain", "🚧 plain")]
    public void Form_C_composes_and_keeps_compatible_characters(string text, string composed) => Assert.Equal(composed, UnicodeForms.Composed(text));

    [Theory]
    [InlineData("ﬁ", "fi")]
    [InlineData("Ａ９", "A9")]
    [InlineData("\u01C4", "DŽ")]
    [InlineData("½", "1\u20442")]
    public void Form_KC_replaces_compatible_characters(string text, string plain) => Assert.Equal(plain, UnicodeForms.Compatible(text));
}
