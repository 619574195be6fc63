using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vemap.Application;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Integration.Isolation;

/// <summary>One answer, as far as it may be compared: without the ids that were asked for, and without the trace.</summary>
internal sealed record Answer(HttpStatusCode Status, string Comparable, string Raw);

/// <summary>Makes every call of the matrix once and keeps what was wrong; the tests only look at it.</summary>
public sealed partial class MatrixRun : IAsyncLifetime
{
    private const int AtOnce = 4;
    private static readonly string[] LogOuts = [nameof(Application.Features.Auth.LogOut), nameof(Application.Features.Auth.LogOutEverywhere)];
    private static readonly string[] Roles = ["Organisation", "Manager", "Stakeholder", "Admin"];
    private static readonly Dictionary<string, Type> Requests = ApplicationModule.Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IUseCase)) && type.IsClass).ToDictionary(type => type.Name);

    private readonly System.Collections.Concurrent.ConcurrentBag<string> faults = [];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> succeeded = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> refused = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> tried = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> taken = new();
    private TestHost host = null!;
    private ApiDocument document = null!;
    private Examples examples = null!;
    private FullWorld own = null!;
    private FullWorld other = null!;
    private int calls;

    public int Calls => calls;

    public TimeSpan Took { get; private set; }

    public IReadOnlyCollection<string> Faults => faults;

    public IReadOnlyCollection<string> Operations => [.. document.Operations.Select(operation => operation.Name)];

    /// <summary>The operations that did at least once what they are for.</summary>
    public IReadOnlyCollection<string> Succeeded => [.. succeeded.Keys];

    /// <summary>The ids in bodies that were tried with one's own, another environment's and nobody's.</summary>
    public IReadOnlyCollection<string> Tried => [.. tried.Keys];

    /// <summary>The ids in bodies and queries that were taken when they were one's own: without these, that another's is refused would prove nothing.</summary>
    public IReadOnlyCollection<string> Taken => [.. taken.Keys];

    /// <summary>The ids that bodies ask for, found without the examples.</summary>
    public IReadOnlyCollection<string> Asked => [.. document.Operations.Where(operation => operation.Body is not null).SelectMany(operation => document.IdsIn(operation.Body!.Value).Select(id => $"{operation.Name} {id}")).Distinct()];

    /// <summary>How the operations that never succeeded were refused.</summary>
    public IReadOnlyCollection<string> Refusals => [.. refused.Where(refusal => !succeeded.ContainsKey(refusal.Key.Split(' ')[0])).Select(refusal => $"{refusal.Key}: {refusal.Value}").Order()];

    public string Sentinel { get; } = $"sentinel-{Guid.CreateVersion7():N}";

    public IReadOnlyCollection<string> Logged => host.Logs.All;

    public async Task InitializeAsync()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        host = await TestHost.StartAsync();
        using var stranger = host.CreateClient();
        document = await ApiDocument.ReadAsync(stranger);
        examples = new Examples(document, Sentinel);
        own = await FullWorld.CreateAsync(host, Marker("own"));
        other = await FullWorld.CreateAsync(host, Marker("other"));
        await Parallel.ForEachAsync(document.Operations, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (operation, _) => await CompareAsync(operation));
        await Task.WhenAll(Roles.Select(UseOwnAsync));
        Took = clock.Elapsed;
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    private static string Marker(string whose) => $"marker-{whose}-{Guid.CreateVersion7():N}";

    /// <summary>Another environment's id and one that nobody has must be told apart by no answer.</summary>
    private async Task CompareAsync(ApiOperation operation)
    {
        await StrangerAsync(operation);
        foreach (var role in Roles)
        {
            foreach (var swapped in SwappedPathIds(operation))
            {
                if (IsPlatformBusiness(operation, role, swapped)) continue;
                var (theirs, nobodys) = await BothAsync(operation, role, swapped);
                var expected = Forbidden(operation, role) && !swapped.Contains("environmentId") ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound;
                if (theirs.Status != expected) faults.Add($"{operation.Name} as {role} with another environment's {string.Join(", ", swapped)}: {(int)theirs.Status} instead of {(int)expected}: {theirs.Raw}");
                else if (theirs.Comparable != nobodys.Comparable) faults.Add($"{operation.Name} as {role}: another environment's {string.Join(", ", swapped)} differs from a random one: {theirs.Raw} / {nobodys.Raw}");
            }

            foreach (var asked in examples.IdsAsked(operation))
            {
                tried[$"{operation.Name} {asked}"] = 1;
                if (other.Find(asked) is null)
                {
                    faults.Add($"{operation.Name} asks for {asked}: FullWorld makes nothing that it could name. Add it there.");
                    continue;
                }

                if (operation.PathIds.All(id => id.Name != "environmentId") && role == "Admin") continue;
                var (theirs, nobodys) = await BothAsync(operation, role, [asked]);
                if (theirs.Comparable != nobodys.Comparable) faults.Add($"{operation.Name} as {role}: another environment's {asked} (body or query) differs from a random one: {theirs.Raw} / {nobodys.Raw}");
                else if (!operation.IsRead && (int)theirs.Status < 400) faults.Add($"{operation.Name} as {role} accepts another environment's {asked}: {theirs.Raw}");
            }
        }
    }

    private async Task StrangerAsync(ApiOperation operation)
    {
        if (Access(operation) is not { Audience: Audience.Anonymous })
        {
            var answer = await SendAsync(operation, own.World.Stranger, own, own.Find, etag: "\"v1\"");
            if (answer.Status != HttpStatusCode.Unauthorized) faults.Add($"{operation.Name} as a stranger: {(int)answer.Status}");
        }
    }

    private async Task<(Answer Theirs, Answer Nobodys)> BothAsync(ApiOperation operation, string role, IReadOnlyCollection<string> swapped)
    {
        var etag = await ETagAsync(operation, own);
        var theirs = await SendAsync(operation, Client(own, role), own, name => swapped.Contains(name) ? other.Find(name) : own.Find(name), etag);
        var nobody = Guid.CreateVersion7().ToString();
        var nobodys = await SendAsync(operation, Client(own, role), own, name => swapped.Contains(name) ? nobody : own.Find(name), etag);
        return (theirs, nobodys);
    }

    // One at a time, and all of them: the address as its owner would write it.
    private static IEnumerable<IReadOnlyCollection<string>> SwappedPathIds(ApiOperation operation)
    {
        var names = operation.PathIds.Select(id => id.Name).ToList();
        foreach (var name in names) yield return [name];
        if (names.Count > 1) yield return names;
    }

    // An Admin may enter any environment and knows all users: theirs is not another's.
    private static bool IsPlatformBusiness(ApiOperation operation, string role, IReadOnlyCollection<string> swapped) =>
        role == "Admin" && Access(operation)!.Roles.Contains(Role.Admin)
        && (swapped.Contains("environmentId") || operation.PathIds.All(id => id.Name != "environmentId"));

    private static bool Forbidden(ApiOperation operation, string role) =>
        Access(operation) is { Audience: Audience.Members } access && !access.Roles.Contains(Enum.Parse<Role>(role))
        // An Admin is no member: an environment which they may not enter does not exist for them.
        && (role != "Admin" || operation.PathIds.All(id => id.Name != "environmentId"));

    private static AccessAttribute? Access(ApiOperation operation) => Requests[operation.Name].GetCustomAttribute<AccessAttribute>();

    /// <summary>Every operation on the caller's own things, in an environment that may be used up: what ends something comes last.</summary>
    private async Task UseOwnAsync(string role)
    {
        var world = await FullWorld.CreateAsync(host, Marker(role.ToLowerInvariant()));
        var done = new HashSet<string>();
        // Twice: what was refused may have become possible by what came after it. Who has logged out can do nothing more.
        foreach (var operation in document.Operations.Where(operation => !LogOuts.Contains(operation.Name)).OrderBy(Harm)
            .Concat(document.Operations.OrderBy(Harm)))
        {
            if (done.Contains(operation.Name)) continue;
            var etag = await ETagAsync(operation, world);
            var answer = await SendAsync(operation, Client(world, role), world, world.Find, etag);
            if ((int)answer.Status < 300)
            {
                foreach (var asked in examples.IdsAsked(operation)) taken[$"{operation.Name} {asked}"] = 1;
            }

            // With less there is less to refuse: a phase or detour of another closure, say.
            if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict && operation.Body is not null) answer = await SendAsync(operation, Client(world, role), world, world.Find, etag, minimal: true);
            if ((int)answer.Status < 300) done.Add(operation.Name);
            else if (!Forbidden(operation, role) && answer.Status != HttpStatusCode.NotFound) refused[$"{operation.Name} as {role}"] = $"{(int)answer.Status} {answer.Raw}";
        }

        foreach (var name in done) succeeded[name] = 1;
    }

    private static int Harm(ApiOperation operation) => operation switch
    {
        { IsRead: true } => 0,
        _ when LogOuts.Contains(operation.Name) => 6,
        _ when operation.Method == HttpMethod.Delete => 3,
        _ when Ending().IsMatch(operation.Path) => 2,
        _ when Closing().IsMatch(operation.Path) => 4,
        _ when Opening().IsMatch(operation.Path) => 5,
        _ => 1,
    };

    private static HttpClient Client(FullWorld world, string role) => role switch
    {
        "Organisation" => world.World.Organisation,
        "Manager" => world.World.Manager,
        "Stakeholder" => world.World.Stakeholder,
        _ => world.World.Admin,
    };

    /// <summary>The version of the nearest resource above the operation's path.</summary>
    private async Task<string?> ETagAsync(ApiOperation operation, FullWorld world)
    {
        if (!operation.NeedsIfMatch) return null;
        for (var path = operation.Path; path.LastIndexOf('/') > 3; path = path[..path.LastIndexOf('/')])
        {
            // The environment is not the resource of what lies in it.
            if (path.EndsWith("{environmentId}", StringComparison.Ordinal) && operation.PathIds.Count() > 1) break;
            if (document.Operations.FirstOrDefault(read => read.IsRead && read.Path == path) is not { } read) continue;
            foreach (var client in (HttpClient[])[world.World.Organisation, world.World.Admin])
            {
                using var answer = await client.GetAsync(Address(read, world.Find));
                if (answer.Headers.ETag is { } etag) return etag.ToString();
            }
        }

        return "\"v1\"";
    }

    private async Task<Answer> SendAsync(ApiOperation operation, HttpClient client, FullWorld caller, Func<string, string?> id, string? etag, bool minimal = false)
    {
        var used = new HashSet<string>();
        var query = examples.Query(operation, Use);
        var address = Address(operation, Use) + (query.Length > 0 && !minimal ? $"?{query}" : "");
        using var response = await client.SendAsync(operation.Method, address, examples.Body(operation, Use, minimal)?.ToJsonString(), operation.NeedsIfMatch ? etag : null);
        Interlocked.Increment(ref calls);
        var raw = $"{response.Headers}{response.Content.Headers}{await response.Content.ReadAsStringAsync()}";
        var comparable = Trace().Replace(used.Aggregate(raw, (text, one) => text.Replace(one, "ID", StringComparison.OrdinalIgnoreCase)), "TRACE");
        if ((int)response.StatusCode >= 500) faults.Add($"{operation.Name}: {(int)response.StatusCode} {raw}");
        // The platform's own lists show all environments, to an Admin.
        if (caller != other && operation.PathIds.Any()) LookForOthers(operation, used, raw);
        return new Answer(response.StatusCode, comparable, Short(raw));

        string? Use(string name)
        {
            if (id(name) is { } value) used.Add(value);
            return id(name);
        }
    }

    private void LookForOthers(ApiOperation operation, HashSet<string> used, string raw)
    {
        if (raw.Contains(other.Marker, StringComparison.OrdinalIgnoreCase)) faults.Add($"{operation.Name} shows another environment's text: {Short(raw)}");
        if (other.Ids.FirstOrDefault(id => !used.Contains(id) && raw.Contains(id, StringComparison.OrdinalIgnoreCase)) is { } leaked) faults.Add($"{operation.Name} shows another environment's id {leaked}: {Short(raw)}");
    }

    private static string Address(ApiOperation operation, Func<string, string?> id) => Name().Replace(operation.Path, match =>
    {
        var name = match.Groups[1].Value;
        var parameter = operation.Parameters.Single(parameter => parameter.In == "path" && parameter.Name == name);
        if (!parameter.IsId) return "1";
        return id(name) ?? throw new InvalidOperationException($"{operation.Name}: FullWorld makes nothing that {name} could name. Add it there.");
    });

    private static string Short(string raw) => raw.Contains('{') ? raw[raw.IndexOf('{')..][..Math.Min(400, raw.Length - raw.IndexOf('{'))] : raw[..Math.Min(200, raw.Length)];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Name();

    [GeneratedRegex("(?<=\"traceId\":\")[^\"]+")]
    private static partial Regex Trace();

    [GeneratedRegex("/(archivals|cancellations|refusals|returns|withdrawals|revocations|blocks|pauses)$")]
    private static partial Regex Ending();

    [GeneratedRegex("/(suspensions|disablements)$")]
    private static partial Regex Closing();

    [GeneratedRegex("/(enablements|reactivations)$")]
    private static partial Regex Opening();
}
