using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Infrastructure.Postgres;
using Vemap.Web.Hosting;

namespace Vemap.Integration.Files;

public sealed class ExpireFilesTests : FilesTest
{
    private readonly TestClock clock = TestClock.FromNow();
    private TestHost? own;

    public override async Task DisposeAsync()
    {
        if (own is not null) await own.DisposeAsync();
    }

    // As a program leaves it that was killed while bytes came in.
    [Fact]
    public async Task What_is_left_of_an_upload_that_broke_off_is_removed_when_no_link_can_be_writing_it()
    {
        own = await TestHost.StartAsync(clock);
        var incoming = Directory.CreateDirectory(System.IO.Path.Combine(own.Folder, "files", ".incoming")).FullName;
        var left = System.IO.Path.Combine(incoming, new string('a', 32));
        await File.WriteAllBytesAsync(left, new byte[1000]);

        clock.Advance(TimeSpan.FromMinutes(110));
        await StepAsync();
        Assert.True(File.Exists(left));

        clock.Advance(TimeSpan.FromMinutes(11));
        var coming = System.IO.Path.Combine(incoming, new string('b', 32));
        await File.WriteAllBytesAsync(coming, new byte[1000]);
        File.SetLastWriteTimeUtc(coming, clock.GetUtcNow().UtcDateTime);
        await StepAsync();
        Assert.Equal((false, true), (File.Exists(left), File.Exists(coming)));

        Task<int> StepAsync() => own.Services.GetRequiredService<FileExpiry>().StepAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Uploads_that_nobody_completed_within_a_day_are_given_up()
    {
        var (abandoned, _) = await AnnounceAsync(Pdf());
        var (waiting, _) = await AnnounceAsync(Pdf());
        var done = await UploadAsync();
        await AgeAsync(abandoned.Id(), done.Id);

        await World.Host.Services.GetRequiredService<FileExpiry>().StepAsync(CancellationToken.None);

        Assert.Equal(new string?[] { "expired", "awaiting-upload", "available" },
            new[] { await StatusAsync(abandoned.Id()), await StatusAsync(waiting.Id()), await StatusAsync(done.Id) });
    }

    private async Task<string?> StatusAsync(string file) => (await Manager.GetAsync($"{Files}/{file}").BodyAsync()).GetProperty("status").GetString();

    private async Task AgeAsync(params string[] files)
    {
        var database = await TestDatabase.Shared;
        await using var connection = new NpgsqlConnection(database.As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("UPDATE files SET upload_until = now() - interval '1 second' WHERE id = ANY($1)",
            connection)
        { Parameters = { new() { Value = files.Select(Guid.Parse).ToArray() } } };
        Assert.Equal(files.Length, await command.ExecuteNonQueryAsync());
    }
}
