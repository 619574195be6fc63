using Vemap.Domain.Files;

namespace Vemap.Unit.Files;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("CON.pdf", true)]
    [InlineData("con.pdf", true)]
    [InlineData("CON .pdf", true)]
    [InlineData("nul.tar.pdf", true)]
    [InlineData("Com1.pdf", true)]
    [InlineData("COM\u00b9.pdf", true)]
    [InlineData("LPT9.pdf", true)]
    [InlineData("conout$.pdf", true)]
    [InlineData("CONTRACT.pdf", false)]
    [InlineData("COM10.pdf", false)]
    [InlineData("plan.con.pdf", false)]
    public void A_name_that_windows_reserves_is_a_device(string name, bool reserved) => Assert.Equal(reserved, FileName.IsDevice(name));

    [Fact]
    public void A_name_is_too_long_from_256_octets_on()
    {
        Assert.False(FileName.IsTooLong(new string('a', 251) + ".pdf"));
        Assert.True(FileName.IsTooLong(new string('a', 252) + ".pdf"));
        Assert.True(FileName.IsTooLong(new string('\u05d0', 126) + ".pdf"));
    }

    [Theory]
    [InlineData("plan A9 (v2) + bijlage, 'été'.pdf", true)]
    [InlineData("\u05ea\u05db\u05e0\u05d9\u05ea.pdf", true)]
    [InlineData("../plan.pdf", false)]
    [InlineData("plan*.pdf", false)]
    [InlineData("\"plan\".pdf", false)]
    [InlineData("plan.pdf.", false)]
    [InlineData("plan.pdf ", false)]
    [InlineData(" plan.pdf", false)]
    [InlineData(".pdf", false)]
    [InlineData("plan\n.pdf", false)]
    public void A_plain_name_has_no_path_and_no_forbidden_character(string name, bool plain) => Assert.Equal(plain, FileName.IsPlain(name));
}
