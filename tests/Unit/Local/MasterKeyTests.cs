using Vemap.Infrastructure.Local;

namespace Vemap.Unit.Local;

public sealed class MasterKeyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vemap-key-").FullName;

    [Fact]
    public void It_is_made_once_for_its_owner_alone_and_gives_a_key_for_each_purpose()
    {
        var path = Path.Combine(folder, "keys", "master.key");

        var (first, second) = (MasterKey.ReadOrCreate(path), MasterKey.ReadOrCreate(path));

        Assert.Equal(first.Derive("store"), second.Derive("store"));
        Assert.NotEqual(first.Derive("store"), first.Derive("tokens"));
        Assert.Equal(32, first.Derive("store").Length);
        Assert.Equal(32, new FileInfo(path).Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void One_that_others_can_read_or_that_is_damaged_is_refused()
    {
        var path = Path.Combine(folder, "master.key");
        File.WriteAllBytes(path, new byte[31]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Throws<InvalidOperationException>(() => MasterKey.ReadOrCreate(path));

        File.WriteAllBytes(path, new byte[32]);
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Throws<InvalidOperationException>(() => MasterKey.ReadOrCreate(path));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
