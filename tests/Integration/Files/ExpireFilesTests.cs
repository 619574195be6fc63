using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Infrastructure.Postgres;
using Vemap.Integration.Common;
using Vemap.Web.Hosting;

namespace Vemap.Integration.Files;

public sealed class ExpireFilesTests : FilesTest
{
    [Fact]
    public async Task Uploads_that_nobody_completed_within_a_day_are_given_up()
    {
        var (abandoned, _) = await AnnounceAsync(Pdf());
        var (waiting, _) = await AnnounceAsync(Pdf());
        var done = await UploadAsync();
        await AgeAsync(abandoned.Id(), done.Id);

        await World.Host.Services.GetRequiredService<FileExpiry>().StepAsync(CancellationToken.None);

        Assert.Equal(new string?[] { "expired", "awaiting-upload", "available" }, new[] { await StatusAsync(abandoned.Id()), await StatusAsync(waiting.Id()), await StatusAsync(done.Id) });
    }

    private async Task<string?> StatusAsync(string file) => (await Manager.GetAsync($"{Files}/{file}").BodyAsync()).GetProperty("status").GetString();

    private async Task AgeAsync(params string[] files)
    {
        var database = await TestDatabase.Shared;
        await using var connection = new NpgsqlConnection(database.As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("UPDATE files SET upload_until = now() - interval '1 second' WHERE id = ANY($1)", connection) { Parameters = { new() { Value = files.Select(Guid.Parse).ToArray() } } };
        Assert.Equal(files.Length, await command.ExecuteNonQueryAsync());
    }
}
