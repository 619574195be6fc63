using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Vemap.Domain.Suppressions;
using Vemap.Domain.Users;

namespace Vemap.Integration.Common;

/// <summary>A client environment with one of each thing, made through the API as its own people would, and with a marker in every text.</summary>
public sealed class FullWorld
{
    private readonly Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);

    private FullWorld(World world, string marker) => (World, Marker) = (world, marker);

    public World World { get; }

    /// <summary>Stands in every text of this environment and nowhere else.</summary>
    public string Marker { get; }

    public IEnumerable<string> Ids => ids.Values;

    private HttpClient Organisation => World.Organisation;

    /// <summary>The id that a parameter or property of this name asks for, or null when there is no such thing.</summary>
    public string? Find(string name)
    {
        var plain = name.EndsWith("Ids", StringComparison.Ordinal) ? name[..^3] : name.EndsWith("Id", StringComparison.Ordinal) ? name[..^2] : name.TrimEnd('s');
        return ids.GetValueOrDefault(plain);
    }

    public static async Task<FullWorld> CreateAsync(TestHost host, string marker)
    {
        var full = new FullWorld(await World.CreateAsync(host), marker);
        await full.FillAsync();
        return full;
    }

    private async Task FillAsync()
    {
        ids["environment"] = World.Environment.ToString();
        await PeopleAsync();
        await ProjectAsync();
        await FilesAsync();
        await MailAsync();
        Alias("object", "project");
    }

    private async Task PeopleAsync()
    {
        var (_, colleague) = await World.MemberAsync(Role.Manager);
        ids["user"] = ids["linkedUser"] = ids["actor"] = colleague.ToString();
        ids["membership"] = await MakeAsync("users", new { email = $"{Marker}@member.vemap.test", fullName = Marker, role = "manager" });
        ids["contractor"] = await MakeAsync("contractors", new { name = Marker });
        ids["stakeholder"] = await MakeAsync("stakeholders", new { name = Marker, email = $"{Marker}@stakeholder.vemap.test", category = "municipality", organisation = Marker });
        ids["group"] = ids["stakeholderGroup"] = await MakeAsync("stakeholder-groups", new { name = Marker, stakeholderIds = new[] { ids["stakeholder"] } });
    }

    private async Task ProjectAsync()
    {
        ids["project"] = await MakeAsync("projects", new { code = Marker[^12..], name = Marker, description = Marker });
        await ActAsync($"projects/{ids["project"]}", "members", new { userId = World.ManagerId.ToString() });
        var (project, etag) = await Organisation.GetAsync(World.Path($"projects/{ids["project"]}")).TaggedAsync();
        await Organisation.PutAsync(World.Path($"projects/{ids["project"]}"), new { code = project.GetProperty("code").GetString(), name = Marker, description = Marker, contractorIds = new[] { ids["contractor"] } }, etag).BodyAsync();
        var now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        ids["closure"] = await MakeAsync($"projects/{ids["project"]}/closures", new
        {
            title = Marker,
            place = Marker,
            roadNumber = "N201",
            geometry = new { type = "LineString", coordinates = new[] { new[] { 4.64, 52.38 }, new[] { 4.66, 52.39 } } },
            phases = new[] { new { name = Marker, startsAt = now.AddHours(-1), endsAt = now.AddDays(5) } },
            measures = new[] { new { kind = "full-closure", modes = new[] { "cars" }, emergencyServices = "free", publicTransport = "none", description = Marker } },
            detours = new[] { new { name = Marker, geometry = new { type = "LineString", coordinates = new[] { new[] { 4.64, 52.38 }, new[] { 4.60, 52.30 } } }, modes = new[] { "cars" } } },
            contacts = new[] { new { kind = "on-site", name = Marker, phone = "+31 20 555 01 23" } },
            publicText = Marker,
            internalNote = Marker,
            noPlanReason = Marker,
        });
        var closure = await ReadAsync($"projects/{ids["project"]}/closures/{ids["closure"]}");
        ids["phase"] = closure.GetProperty("phases")[0].Id();
        ids["detour"] = closure.GetProperty("detours")[0].Id();
        var nights = await ReadAsync($"projects/{ids["project"]}/closures/{ids["closure"]}/occurrences");
        ids["occurrence"] = nights.GetProperty("items")[0].Id();
    }

    private async Task FilesAsync()
    {
        var files = $"projects/{ids["project"]}/closures/{ids["closure"]}/files";
        var (plan, announced) = await UploadAsync(World.Manager, files, Plan("plan one"));
        ids["planFile"] = plan;
        await World.Manager.ActAsync(HttpMethod.Post, World.Path($"{files}/{plan}/completions"), announced).BodyAsync();
        var made = await World.Manager.PostAsync(World.Path($"projects/{ids["project"]}/vkm-plans"), new { title = Marker, fileId = plan, closureIds = new[] { ids["closure"] } }).BodyAsync(HttpStatusCode.Created);
        ids["plan"] = ids["vkmPlan"] = made.Id();
        // This one waits to be completed.
        (ids["file"], _) = await UploadAsync(World.Manager, files, Plan("plan two"));
        (ids["logoFile"], var logo) = await UploadAsync(Organisation, "logos", Logo("one"));
        await Organisation.ActAsync(HttpMethod.Post, World.Path($"logos/{ids["logoFile"]}/completions"), logo).BodyAsync();
        // And so does this one.
        (ids["logo"], _) = await UploadAsync(Organisation, "logos", Logo("two"));
    }

    private (byte[] Bytes, object Announcement) Plan(string content)
    {
        var bytes = Samples.SampleFiles.Pdf($"{Marker} {content}");
        return (bytes, new { kind = "vkm-plan", name = $"{Marker}.pdf", size = bytes.Length, contentType = "application/pdf", sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) });
    }

    private (byte[] Bytes, object Announcement) Logo(string content)
    {
        var bytes = Samples.SampleFiles.Png($"{Marker} {content}");
        return (bytes, new { name = $"{Marker}.png", size = bytes.Length, contentType = "image/png", sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) });
    }

    private async Task MailAsync()
    {
        ids["template"] = ids["messageTemplate"] = await MakeAsync("message-templates", new { name = Marker, kind = "announcement", texts = Texts() });
        ids["mailing"] = await MakeAsync("mailings", new
        {
            projectId = ids["project"],
            kind = "announcement",
            closureIds = new[] { ids["closure"] },
            stakeholderIds = new[] { ids["stakeholder"] },
            groupIds = new[] { ids["group"] },
            texts = Texts(),
        });
        var test = await Organisation.PostAsync(World.Path($"mailings/{ids["mailing"]}/test-mails"), new { }).BodyAsync(HttpStatusCode.Accepted);
        ids["recipient"] = test.GetProperty("recipientId").GetString()!;
        // Nobody makes a suppression: a bounce does.
        await World.SaveAsync((db, now) =>
        {
            var suppression = new Suppression(SuppressionId.New(), $"{Marker}@bounced.vemap.test", SuppressionReason.PermanentFailure, Marker, now);
            ids["suppression"] = suppression.Id.ToString();
            db.Add(suppression);
        });
        ids["entry"] = (await ReadAsync("audit-entries")).GetProperty("items")[0].Id();
    }

    private object[] Texts() => [new { language = "nl", subject = Marker, html = $"<p>{Marker}</p>" }];

    private async Task<(string Id, string ETag)> UploadAsync(HttpClient client, string files, (byte[] Bytes, object Announcement) file)
    {
        var (made, etag) = await client.PostAsync(World.Path(files), file.Announcement).TaggedAsync();
        var upload = made.GetProperty("upload");
        using var request = new HttpRequestMessage(new HttpMethod(upload.GetProperty("method").GetString()!), upload.GetProperty("url").GetString()) { Content = new ByteArrayContent(file.Bytes) };
        foreach (var header in upload.GetProperty("headers").EnumerateObject())
        {
            if (header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) request.Content.Headers.ContentType = new MediaTypeHeaderValue(header.Value.GetString()!);
            else request.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
        }

        using var stored = await World.Stranger.SendAsync(request);
        Assert.True(stored.IsSuccessStatusCode, $"The store answered {(int)stored.StatusCode}.");
        return (made.Id(), etag);
    }

    private async Task<string> MakeAsync(string path, object body) => (await Organisation.PostAsync(World.Path(path), body).BodyAsync(HttpStatusCode.Created)).Id();

    private async Task<JsonElement> ReadAsync(string path) => await Organisation.GetAsync(World.Path(path)).BodyAsync();

    private async Task ActAsync(string resource, string action, object? body)
    {
        var (_, etag) = await Organisation.GetAsync(World.Path(resource)).TaggedAsync();
        using var done = await Organisation.SendAsync(HttpMethod.Post, World.Path($"{resource}/{action}"), body, etag);
        Assert.True(done.IsSuccessStatusCode, $"{resource}/{action}: {await done.Content.ReadAsStringAsync()}");
    }

    private void Alias(string name, string thing) => ids[name] = ids[thing];
}
