using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vemap.SmtpSink;

namespace Vemap.Integration.MailTransport;

/// <summary>The demo's mail server in this process, on free ports.</summary>
public sealed class TestSink : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestSink(WebApplication app, string certificate) => (this.app, Certificate) = (app, certificate);

    public string Certificate { get; }

    public int Port => Listener.SmtpPort;

    public int ImplicitTlsPort => Listener.ImplicitTlsPort!.Value;

    public Mailbox Mailbox => app.Services.GetRequiredService<Mailbox>();

    public Uri Page => new(app.Urls.First());

    private SmtpListener Listener => app.Services.GetRequiredService<SmtpListener>();

    public static async Task<TestSink> StartAsync(params string[] settings)
    {
        var certificate = Path.Combine(Directory.CreateTempSubdirectory("vemap-sink-").FullName, "sink.pem");
        var builder = WebApplication.CreateBuilder([$"--Sink:CertificateFile={certificate}", "--Sink:SmtpPort=0", "--Sink:ImplicitTlsPort=0", "--Sink:HttpPort=0", .. settings]);
        builder.Logging.ClearProviders();
        var sink = new TestSink(Sink.Build(builder), certificate);
        await sink.app.StartAsync();
        return sink;
    }

    /// <summary>Waits until the events of every mail that has arrived are on the queue.</summary>
    public Task HasReportedAsync() => Eventually.IsSoAsync("the sink has reported what became of its mails", _ => Task.FromResult(app.Services.GetRequiredService<Feedback>().Unreported == 0));

    public async Task<JsonElement> GetAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = Page };
        return await client.GetFromJsonAsync<JsonElement>(path);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
