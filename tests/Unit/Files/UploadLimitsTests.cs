using Vemap.Domain.Files;

namespace Vemap.Unit.Files;

public sealed class UploadLimitsTests
{
    [Theory]
    [InlineData(1, 10, 90, true)]
    [InlineData(2, 10, 1, false)]
    [InlineData(1, 10, 91, false)]
    public void A_file_is_refused_when_number_or_bytes_leave_no_room(int files, long bytes, long size, bool fits)
    {
        var limits = new UploadLimits(Files: 2, Bytes: 100);
        if (fits) limits.RequireRoom(files, bytes, size);
        else Assert.Equal("files.too-many-waiting", Assert.Throws<ProblemException>(() => limits.RequireRoom(files, bytes, size)).Code);
    }
}
