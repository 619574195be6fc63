using Vemap.Domain.Files;

namespace Vemap.Unit.Files;

public sealed class FileTypesTests
{
    [Theory]
    [InlineData(FileKind.VkmPlan, FileTypes.Pdf, true)]
    [InlineData(FileKind.VkmPlan, FileTypes.Png, false)]
    [InlineData(FileKind.SupportFile, FileTypes.Dwg, true)]
    [InlineData(FileKind.SupportFile, "text/html", false)]
    [InlineData(FileKind.Logo, FileTypes.Png, true)]
    [InlineData(FileKind.Logo, "image/svg+xml", false)]
    public void Each_kind_takes_its_own_types(FileKind kind, string type, bool taken) => Assert.Equal(taken, FileTypes.Takes(kind, type));

    [Theory]
    [InlineData("Plan.PDF", FileTypes.Pdf, true)]
    [InlineData("plan.exe", FileTypes.Pdf, false)]
    [InlineData("foto.jpeg", FileTypes.Jpeg, true)]
    [InlineData("page.html", "text/html", false)]
    public void A_name_ends_as_its_type_does(string name, string type, bool fits) => Assert.Equal(fits, FileTypes.Fits(name, type));
}
