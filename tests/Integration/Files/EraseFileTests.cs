using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Application.Features.Files;
using Vemap.Domain.Files;
using Vemap.Web.Hosting;

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
    public async Task Bytes_that_a_link_brought_back_are_erased_again_when_no_link_can_bring_more()
    {
        var bytes = Pdf("back again");
        var (file, tag) = await AnnounceAsync(bytes);
        (await SendAsync(file, bytes)).EnsureSuccessStatusCode();
        (await Manager.ActAsync(HttpMethod.Delete, $"{Files}/{file.Id()}", tag)).EnsureSuccessStatusCode();
        await AsSystemAsync(new EraseFile(FileId.Parse(file.Id(), null)));
        await SendAsync(file, bytes).RefusedAsync(HttpStatusCode.Gone, "files.link-ended");
        // An upload that began before the deletion, or another store, may still bring them back.
        await File.WriteAllBytesAsync(OnDisk(file.Id()), bytes);

        await AgeAsync(file.Id());
        await World.Host.Services.GetRequiredService<FileExpiry>().StepAsync(CancellationToken.None);
        Assert.Equal(2, await DiscardedAsync(file.Id()));
        await AsSystemAsync(new EraseFile(FileId.Parse(file.Id(), null)));
        Assert.False(File.Exists(OnDisk(file.Id())));

        await World.Host.Services.GetRequiredService<FileExpiry>().StepAsync(CancellationToken.None);
        Assert.Equal(2, await DiscardedAsync(file.Id()));
    }

    // Erased three hours ago, while the last link was good until an hour ago.
    private static Task AgeAsync(string file) =>
        ScalarAsync("UPDATE files SET erased_at = now() - interval '3 hours', upload_until = now() - interval '1 hour' WHERE id = $1 RETURNING 1",
            Guid.Parse(file));

    private static async Task<long> DiscardedAsync(string file) =>
        (long)(await ScalarAsync("SELECT count(*) FROM domain_events WHERE name = 'file-discarded' AND payload::text LIKE $1", $"%{file}%"))!;

    private static async Task<object?> ScalarAsync(string sql, object value)
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        return await command.ExecuteScalarAsync();
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
