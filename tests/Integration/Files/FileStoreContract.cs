using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;
using Vemap.Infrastructure.Local;

namespace Vemap.Integration.Files;

/// <summary>What every file store must do, whatever it is made of.</summary>
public abstract class FileStoreContract : FilesTest
{
    private static int made;

    protected abstract IFileStore Store { get; }

    /// <summary>A client without any login.</summary>
    protected abstract HttpClient Client { get; }

    protected string Key { get; } = $"tests/contract-{Environment.ProcessId}/{Interlocked.Increment(ref made)}";

    [Fact]
    public async Task What_goes_up_comes_down_the_same()
    {
        var bytes = Encoding.UTF8.GetBytes("%PDF-1.7 contract");
        Assert.Null(await Store.FindSizeAsync(Key, default));

        using var put = await PutAsync(await SignAsync(bytes), bytes);

        Assert.True(put.IsSuccessStatusCode);
        Assert.Equal(bytes.Length, await Store.FindSizeAsync(Key, default));
        await using (var stream = await Store.OpenReadAsync(Key, default))
        {
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            Assert.Equal(bytes, copy.ToArray());
        }

        var link = await Store.SignDownloadAsync(Key, "Café plan.pdf", "application/pdf", Soon, default);
        using var got = await Client.GetAsync(link.Url);
        Assert.Equal(bytes, await got.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", got.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("Café plan.pdf", got.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("application/pdf", got.Content.Headers.ContentType!.MediaType);

        await Store.DeleteAsync(Key, default);
        await Store.DeleteAsync(Key, default);
        Assert.Null(await Store.FindSizeAsync(Key, default));
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync(link.Url)).StatusCode);
    }

    [Fact]
    public async Task Other_bytes_another_length_or_another_type_are_not_taken()
    {
        var upload = await SignAsync("%PDF-1.7 one"u8.ToArray());
        Assert.False((await PutAsync(upload, "%PDF-1.7 two"u8.ToArray())).IsSuccessStatusCode);
        Assert.False((await PutAsync(upload, "%PDF-1.7 one and more"u8.ToArray())).IsSuccessStatusCode);
        Assert.False((await PutAsync(upload, "%PDF-1.7 one"u8.ToArray(), "text/html")).IsSuccessStatusCode);
        Assert.Null(await Store.FindSizeAsync(Key, default));
    }

    [Fact]
    public async Task What_was_stored_is_never_replaced_by_other_bytes()
    {
        var bytes = "%PDF-1.7 approved"u8.ToArray();
        var upload = await SignAsync(bytes);
        (await PutAsync(upload, bytes)).EnsureSuccessStatusCode();

        Assert.False((await PutAsync(upload, "%PDF-1.7 swapped!"u8.ToArray())).IsSuccessStatusCode);

        await using var stream = await Store.OpenReadAsync(Key, default);
        using var reader = new StreamReader(stream);
        Assert.Equal("%PDF-1.7 approved", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_link_is_good_for_what_it_was_signed_for()
    {
        var bytes = "%PDF-1.7 signed"u8.ToArray();
        (await PutAsync(await SignAsync(bytes), bytes)).EnsureSuccessStatusCode();
        var link = (await Store.SignDownloadAsync(Key, "plan.pdf", "application/pdf", Soon, default)).Url;

        Assert.Equal(HttpStatusCode.Forbidden, (await Client.GetAsync(link.Replace(Key, Key + "0", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Client.GetAsync(link.Replace("plan.pdf", "plan.exe", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Client.GetAsync(link.Split('?')[0])).StatusCode);
        Assert.False((await PutAsync(new SignedUpload(link, "PUT", new Dictionary<string, string>(), Soon), bytes)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_link_ends()
    {
        var bytes = "%PDF-1.7 late"u8.ToArray();
        var upload = await Store.SignUploadAsync(Key, new UploadTerms(bytes.Length, "application/pdf", Sha(bytes)), Soon.AddHours(-2), default);
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(upload, bytes)).StatusCode);
    }

    protected DateTimeOffset Soon => World.Host.Clock.GetUtcNow().AddMinutes(5);

    protected Task<SignedUpload> SignAsync(byte[] bytes) =>
        Store.SignUploadAsync(Key, new UploadTerms(bytes.Length, "application/pdf", Sha(bytes)), Soon, default);

    protected async Task<HttpResponseMessage> PutAsync(SignedUpload upload, byte[] bytes, string? type = null)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type ?? upload.Headers.GetValueOrDefault("Content-Type") ?? "application/pdf");
        return await Client.PutAsync(upload.Url, content);
    }
}

public sealed class LocalFileStoreTests : FileStoreContract
{
    protected override IFileStore Store => World.Host.Services.GetRequiredService<IFileStore>();

    protected override HttpClient Client => World.Stranger;

    [Theory]
    [InlineData("/store/../../etc/passwd")]
    [InlineData("/store/%2e%2e/%2e%2e/master.key")]
    [InlineData("/store/..%2f..%2fmaster.key")]
    [InlineData("/store/")]
    [InlineData("/store/a//b")]
    public async Task A_path_without_a_signature_leads_nowhere(string path) =>
        Assert.Contains((await Client.GetAsync(path)).StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound });

    [Theory]
    [InlineData("../master.key")]
    [InlineData("a/../../master.key")]
    [InlineData("/etc/passwd")]
    [InlineData("a/.incoming")]
    [InlineData("a/b\0c")]
    [InlineData("")]
    public async Task Not_even_a_signed_key_climbs_out_of_the_folder(string key) =>
        Assert.Equal("files.link-not-valid", (await Assert.ThrowsAsync<Domain.Common.ProblemException>(() => Store.OpenReadAsync(key, default))).Code);

    [Fact]
    public async Task Refusals_are_problems_and_other_methods_are_not_known()
    {
        await Client.GetAsync("/store/a/b").RefusedAsync(HttpStatusCode.Forbidden, "files.link-not-valid");
        await Client.DeleteAsync("/store/a/b").RefusedAsync(HttpStatusCode.MethodNotAllowed, "http.method-not-allowed");
        var upload = await SignAsync("%PDF-1.7 one"u8.ToArray());
        await PutAsync(upload, "%PDF-1.7 two"u8.ToArray()).RefusedAsync(HttpStatusCode.BadRequest, "files.upload-other-bytes");
        await PutAsync(upload, "%PDF-1.7"u8.ToArray()).RefusedAsync(HttpStatusCode.BadRequest, "files.upload-not-as-signed");
    }

    [Fact]
    public async Task A_token_plays_no_part_in_it()
    {
        var link = await Store.SignDownloadAsync(Key, "x.pdf", "application/pdf", Soon, default);
        await Organisation.GetAsync(link.Url).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync($"/store/{Key}").RefusedAsync(HttpStatusCode.Forbidden, "files.link-not-valid");
    }

    [Fact]
    public async Task A_part_can_be_asked_for()
    {
        var bytes = "%PDF-1.7 in parts"u8.ToArray();
        (await PutAsync(await SignAsync(bytes), bytes)).EnsureSuccessStatusCode();
        var link = await Store.SignDownloadAsync(Key, "x.pdf", "application/pdf", Soon, default);
        using var request = new HttpRequestMessage(HttpMethod.Get, link.Url) { Headers = { Range = new RangeHeaderValue(9, 10) } };

        using var part = await Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.PartialContent, "in"), (part.StatusCode, await part.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Of_parallel_uploads_over_one_link_one_is_accepted()
    {
        var bytes = "%PDF-1.7 twice"u8.ToArray();
        var upload = await SignAsync(bytes);
        var folder = World.Host.Services.GetRequiredService<StoreFolder>();
        using var slow = new HeldStream(bytes);

        var first = folder.WriteAsync(Key, bytes.Length, Sha(bytes), slow, default);
        await slow.Begun;
        await PutAsync(upload, bytes).RefusedAsync(HttpStatusCode.Conflict, "files.upload-in-progress");
        slow.Release();
        await first;

        Assert.Equal(bytes.Length, await Store.FindSizeAsync(Key, default));
    }

    [Fact]
    public async Task An_upload_that_failed_does_not_hold_up_the_next()
    {
        var bytes = "%PDF-1.7 again"u8.ToArray();
        var upload = await SignAsync(bytes);
        await PutAsync(upload, "%PDF-1.7 other"u8.ToArray()).RefusedAsync(HttpStatusCode.BadRequest, "files.upload-other-bytes");
        (await PutAsync(upload, bytes)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Nothing_is_left_of_what_was_refused()
    {
        var upload = await SignAsync("%PDF-1.7 one"u8.ToArray());
        await PutAsync(upload, "%PDF-1.7 two"u8.ToArray());
        Assert.DoesNotContain(
            Directory.GetFiles(System.IO.Path.Combine(World.Host.Folder, "files", ".incoming")),
            file => File.Exists(file) && File.ReadAllText(file).Contains("%PDF-1.7 two", StringComparison.Ordinal));
    }

    /// <summary>Gives its bytes when it is released.</summary>
    private sealed class HeldStream(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        public void Release() => released.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            begun.TrySetResult();
            await released.Task.WaitAsync(cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
