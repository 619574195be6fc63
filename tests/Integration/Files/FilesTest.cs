using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Files;
using Vemap.Samples;

namespace Vemap.Integration.Files;

/// <summary>A project of the manager's with one closure, and short ways to send files to it.</summary>
public abstract class FilesTest : ApiTest
{
    protected static readonly string NoId = "0198a000-0000-7000-8000-00000000dead";

    protected ProjectId Project { get; private set; }

    protected ClosureId Closure { get; private set; }

    protected string Files => FilesOf(Closure);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Project = await World.ProjectAsync();
        Closure = await AddClosureAsync("2026-0001");
    }

    protected static byte[] Pdf(string content = "a plan") => SampleFiles.Pdf(content);

    protected static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    protected static object Announcement(byte[] bytes, string kind = "vkm-plan", string name = "plan.pdf", string type = FileTypes.Pdf, string? sha = null) =>
        new { kind, name, size = bytes.Length, contentType = type, sha256 = sha ?? Sha(bytes) };

    protected string FilesOf(ClosureId closure) => Path($"projects/{Project}/closures/{closure}/files");

    protected Task<ClosureId> AddClosureAsync(string number, ProjectId? project = null, bool confirmed = false, string? noPlanReason = null) =>
        AddClosureAsync(World, number, project ?? Project, confirmed, noPlanReason);

    /// <summary>A project with a closure in an environment of the test's own.</summary>
    protected static async Task<(ProjectId Project, ClosureId Closure)> ClosureOfAsync(World world)
    {
        var project = await world.ProjectAsync();
        return (project, await AddClosureAsync(world, "2026-0001", project, confirmed: false, noPlanReason: null));
    }

    private static async Task<ClosureId> AddClosureAsync(World world, string number, ProjectId project, bool confirmed, string? noPlanReason)
    {
        var id = ClosureId.New();
        await world.SaveAsync((db, now) =>
        {
            var closure = new Closure(id, project, number, Content(now, noPlanReason), world.ManagerId, now);
            if (confirmed)
            {
                closure.Submit(world.ManagerId, now);
                closure.Confirm(planIsApproved: true, world.OrganisationId, now);
            }

            db.Add(closure);
        });
        return id;
    }

    /// <summary>Sends bytes to the signed URL as a browser would: without a token.</summary>
    protected async Task<HttpResponseMessage> SendAsync(JsonElement announced, byte[] bytes, string type = FileTypes.Pdf)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await World.Stranger.PutAsync(announced.GetProperty("upload").GetProperty("url").GetString(), content);
    }

    /// <summary>Announces, uploads and completes; returns the file's id and ETag.</summary>
    protected async Task<(string Id, string ETag)> UploadAsync(HttpClient? client = null, byte[]? bytes = null, ClosureId? closure = null,
        string kind = "vkm-plan", string name = "plan.pdf")
    {
        var files = FilesOf(closure ?? Closure);
        var content = bytes ?? Pdf(Guid.CreateVersion7().ToString());
        var (announced, tag) = await (client ?? Manager).PostAsync(files, Announcement(content, kind, name)).TaggedAsync();
        using var sent = await SendAsync(announced, content);
        Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        var (done, completed) = await (client ?? Manager).ActAsync(HttpMethod.Post, $"{files}/{announced.Id()}/completions", tag).TaggedAsync();
        Assert.Equal("available", done.GetProperty("status").GetString());
        return (announced.Id(), completed);
    }

    /// <summary>A review by somebody who has seen the closures, this one unless told otherwise, as they were planned.</summary>
    protected object Review(string decision = "approved", string? remark = null, params ClosureId[] closures) =>
        new { decision, remark, closures = (closures.Length == 0 ? [Closure] : closures).Select(id => new { closureId = id.ToString(), contentVersion = 1 }) };

    /// <summary>Announces a file and leaves it at that.</summary>
    protected Task<(JsonElement Body, string ETag)> AnnounceAsync(byte[] bytes, string? sha = null) =>
        Manager.PostAsync(Files, Announcement(bytes, sha: sha)).TaggedAsync();

    /// <summary>Where the embedded store keeps a file.</summary>
    protected string OnDisk(string file) =>
        System.IO.Path.Combine(World.Host.Folder, "files", World.Environment.ToString(), Project.ToString(), Closure.ToString(), "files", file);

    protected async Task ArchiveAsync() =>
        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{Project}/archivals"), await Organisation.ETagAsync(Path($"projects/{Project}")))
            .BodyAsync();

    /// <summary>Sends a command as consumers and background work do.</summary>
    protected async Task AsSystemAsync(ICommand command)
    {
        await using var scope = World.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(World.Environment);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
    }

    private static ClosureContent Content(DateTimeOffset now, string? noPlanReason)
    {
        Assert.True(GeoJson.TryParse("""{"type":"Point","coordinates":[4.9,52.3]}""", out var place, out _));
        return new ClosureContent(
            "A9 Gaasperdammerweg", "A9", null, null, null, "Amsterdam", place, null,
            [new TrafficMeasure(MeasureKind.FullClosure, [TrafficMode.Cars], Passage.OnRequest, Passage.None)],
            null,
            [new ClosureContact(ContactKind.OnSite, "J. de Vries", "+31 20 555 0100")],
            null, null, noPlanReason,
            [new PhaseContent(null, "Phase 1", now.AddDays(1), now.AddDays(2), null)],
            []);
    }
}
