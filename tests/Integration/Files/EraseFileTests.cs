using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;
using Vemap.Application.Features.Files;
using Vemap.Domain.Files;
using Vemap.Integration.Common;

namespace Vemap.Integration.Files;

public sealed class EraseFileTests : FilesTest
{
    [Fact]
    public async Task The_bytes_of_a_deleted_file_leave_the_store_however_often_it_is_told()
    {
        var (id, tag) = await UploadAsync();
        (await Manager.ActAsync(HttpMethod.Delete, $"{Files}/{id}", tag)).EnsureSuccessStatusCode();

        await AsSystemAsync(new EraseFile(FileId.Parse(id, null)));
        await AsSystemAsync(new EraseFile(FileId.Parse(id, null)));

        Assert.False(File.Exists(OnDisk(id)));
    }

    [Fact]
    public async Task An_available_file_keeps_its_bytes()
    {
        var (id, _) = await UploadAsync();

        await AsSystemAsync(new EraseFile(FileId.Parse(id, null)));

        Assert.True(File.Exists(OnDisk(id)));
    }

    [Fact]
    public void It_follows_from_the_event() =>
        Assert.Equal([new EraseFile(default)], World.Host.Services.GetRequiredService<IConsumer<FileDiscarded>>().Translate(new FileDiscarded(default)));
}
