using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Infrastructure.Local;
using Vemap.Samples;
using Vemap.Web.Hosting;

namespace Vemap.Integration.Files;

/// <summary>The bytes take a while: nobody else waits for that, and what happens meanwhile counts.</summary>
public sealed class SlowStoreTests : FilesTest
{
    private const int Connections = 2;

    private SlowStore store = null!;

    public override async Task DisposeAsync() => await World.Host.DisposeAsync();

    [Fact]
    public async Task While_as_many_files_are_looked_into_as_there_are_connections_others_are_served()
    {
        var files = new List<(JsonElement Body, string ETag)>();
        for (var i = 0; i < Connections; i++) files.Add(await SentAsync());
        var logo = await SentLogoAsync();

        var completions = files.Select(file => CompleteAsync(file))
            .Append(Organisation.ActAsync(HttpMethod.Post, Path($"logos/{logo.Body.Id()}/completions"), logo.ETag)).ToList();
        await store.ReachedAsync(completions.Count);
        var seen = await Manager.GetAsync(FileOf(files[0])).BodyAsync();
        store.LetGo();

        Assert.Equal("awaiting-upload", seen.GetProperty("status").GetString());
        foreach (var completion in completions) Assert.Equal("available", (await completion.BodyAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Of_two_completions_at_once_one_counts()
    {
        var file = await SentAsync();

        Task<HttpResponseMessage>[] completions = [CompleteAsync(file), CompleteAsync(file)];
        await store.ReachedAsync(completions.Length);
        store.LetGo();

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], (await Task.WhenAll(completions)).Select(answer => answer.StatusCode).Order());
    }

    [Fact]
    public async Task A_file_that_is_deleted_meanwhile_stays_deleted()
    {
        var file = await SentAsync();

        var completion = CompleteAsync(file);
        await store.ReachedAsync(1);
        (await Manager.ActAsync(HttpMethod.Delete, FileOf(file), file.ETag)).EnsureSuccessStatusCode();
        store.LetGo();

        await completion.RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        Assert.Equal("deleted", (await Manager.GetAsync(FileOf(file)).BodyAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_upload_that_is_given_up_meanwhile_is_not_completed()
    {
        var file = await SentAsync();

        var completion = CompleteAsync(file);
        await store.ReachedAsync(1);
        await AgeAsync(file.Body.Id());
        await World.Host.Services.GetRequiredService<FileExpiry>().StepAsync(CancellationToken.None);
        store.LetGo();

        await completion.RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        Assert.Equal("expired", (await Manager.GetAsync(FileOf(file)).BodyAsync()).GetProperty("status").GetString());
    }

    // Who finds no connection is told so after five seconds.
    protected override async Task<TestHost> HostAsync()
    {
        var database = await TestDatabase.Shared;
        var host = await TestHost.StartAsync(configure: builder => builder
            .UseSetting("ConnectionStrings:Application", database.As("application", poolSize: Connections) + ";Timeout=5")
            .ConfigureTestServices(services =>
                services.AddSingleton<IFileStore>(provider => new SlowStore(ActivatorUtilities.CreateInstance<LocalFileStore>(provider)))));
        store = (SlowStore)host.Services.GetRequiredService<IFileStore>();
        return host;
    }

    private async Task<(JsonElement Body, string ETag)> SentAsync()
    {
        var file = await AnnounceAsync(Pdf());
        (await SendAsync(file.Body, Pdf())).EnsureSuccessStatusCode();
        return file;
    }

    private async Task<(JsonElement Body, string ETag)> SentLogoAsync()
    {
        var png = SampleFiles.Png();
        var logo = await Organisation.PostAsync(Path("logos"), new { name = "logo.png", size = png.Length, contentType = "image/png", sha256 = Sha(png) })
            .TaggedAsync();
        (await SendAsync(logo.Body, png, "image/png")).EnsureSuccessStatusCode();
        return logo;
    }

    private string FileOf((JsonElement Body, string ETag) file) => $"{Files}/{file.Body.Id()}";

    private Task<HttpResponseMessage> CompleteAsync((JsonElement Body, string ETag) file) =>
        Manager.ActAsync(HttpMethod.Post, $"{FileOf(file)}/completions", file.ETag);

    private static async Task AgeAsync(string file)
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("UPDATE files SET upload_until = now() - interval '1 second' WHERE id = $1",
            connection)
        { Parameters = { new() { Value = Guid.Parse(file) } } };
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    /// <summary>The store itself; only whoever opens bytes waits until the test gives them.</summary>
    private sealed class SlowStore(IFileStore store) : IFileStore
    {
        private readonly Channel<string> opened = Channel.CreateUnbounded<string>();
        private readonly TaskCompletionSource given = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task ReachedAsync(int times)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            for (var i = 0; i < times; i++) await opened.Reader.ReadAsync(limit.Token);
        }

        public void LetGo() => given.SetResult();

        public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken)
        {
            await opened.Writer.WriteAsync(key, cancellationToken);
            await given.Task.WaitAsync(cancellationToken);
            return await store.OpenReadAsync(key, cancellationToken);
        }

        public Task<SignedUpload> SignUploadAsync(string key, UploadTerms terms, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
            store.SignUploadAsync(key, terms, expiresAt, cancellationToken);

        public Task<SignedDownload> SignDownloadAsync(string key, string fileName, string contentType, DateTimeOffset expiresAt,
            CancellationToken cancellationToken) =>
            store.SignDownloadAsync(key, fileName, contentType, expiresAt, cancellationToken);

        public Task<long?> FindSizeAsync(string key, CancellationToken cancellationToken) => store.FindSizeAsync(key, cancellationToken);

        public Task ClearUnfinishedAsync(DateTimeOffset since, CancellationToken cancellationToken) => store.ClearUnfinishedAsync(since, cancellationToken);

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => store.DeleteAsync(key, cancellationToken);
    }
}
