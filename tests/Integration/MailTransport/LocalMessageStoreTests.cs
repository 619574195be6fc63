using Vemap.Application.Common.Ports;
using Vemap.Infrastructure.Local;

namespace Vemap.Integration.MailTransport;

/// <summary>What every message store keeps, whatever it is made of.</summary>
public abstract class MessageStoreContract
{
    protected abstract IMessageStore Store { get; }

    [Fact]
    public async Task What_was_put_is_got_byte_for_byte()
    {
        var bytes = Enumerable.Range(0, 100_000).Select(number => (byte)number).ToArray();
        await Store.PutAsync("0198a0a0-0000-7000-8000-000000000001/mailings/one.json", bytes, default);
        Assert.Equal(bytes, await Store.GetAsync("0198a0a0-0000-7000-8000-000000000001/mailings/one.json", default));
    }

    [Fact]
    public async Task What_was_never_put_is_null()
    {
        Assert.Null(await Store.GetAsync("no/such/thing", default));
    }

    [Fact]
    public async Task A_second_write_changes_nothing()
    {
        await Store.PutAsync("twice", "first"u8.ToArray(), default);
        await Store.PutAsync("twice", "first"u8.ToArray(), default);
        Assert.Equal("first"u8.ToArray(), await Store.GetAsync("twice", default));
    }

    [Fact]
    public async Task Writers_at_the_same_time_do_not_harm_each_other()
    {
        var bytes = new byte[50_000];
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.PutAsync("race", bytes, default))));
        Assert.Equal(bytes, await Store.GetAsync("race", default));
    }
}

public sealed class LocalMessageStoreTests : MessageStoreContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("vemap-store-").FullName;

    protected override IMessageStore Store => new LocalMessageStore(folder);

    [Theory]
    [InlineData("../out")]
    [InlineData("a/../../out")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData(".hidden")]
    [InlineData("")]
    public async Task No_key_leads_out_of_the_folder(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(key, new byte[1], default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetAsync(key, default));
    }

    [Fact]
    public async Task Nothing_half_written_is_left_behind()
    {
        await Store.PutAsync("folder/file", new byte[10], default);
        Assert.Equal(["file"], Directory.GetFiles(Path.Combine(folder, "folder")).Select(Path.GetFileName));
    }
}
