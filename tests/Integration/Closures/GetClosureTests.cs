using System.Text.Json.Nodes;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Users;

namespace Vemap.Integration.Closures;

public sealed class GetClosureTests : ClosureTest
{
    [Fact]
    public async Task Everything_that_was_written_is_shown()
    {
        var closure = await PlanAsync(body =>
        {
            body["phases"] = Nights();
            body["hindrance"] = JsonNode.Parse("""{ "scheme": "ndw-category", "value": "C" }""");
            body["detours"] = JsonNode.Parse("""[{ "name": "Via the A1", "description": "Follow U1", "modes": ["cars"], "geometry": { "type": "Point", "coordinates": [5, 52] } }]""");
        });

        var (got, etag) = await Manager.GetAsync(closure.Path).TaggedAsync();

        Assert.Equal("\"v1\"", etag);
        Assert.Equal("LineString", got.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(52.31, got.GetProperty("geometry").GetProperty("coordinates")[1][1].GetDouble());
        Assert.Equal("on-request", got.GetProperty("measures")[0].GetProperty("emergencyServices").GetString());
        Assert.Equal("C", got.GetProperty("hindrance").GetProperty("value").GetString());
        var window = got.GetProperty("phases")[0].GetProperty("window");
        Assert.Equal(("21:00:00", "friday"), (window.GetProperty("from").GetString(), window.GetProperty("weekdays")[4].GetString()));
        Assert.Equal("Follow U1", got.GetProperty("detours")[0].GetProperty("description").GetString());
        Assert.Equal("+31 20 555 0100", got.GetProperty("contacts")[0].GetProperty("phone").GetString());
        Assert.Equal("Only for us.", got.GetProperty("internalNote").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, got.GetProperty("liveStatus").ValueKind);
        Assert.False(got.GetProperty("planIsApproved").GetBoolean());
    }

    [Fact]
    public async Task The_live_state_follows_from_the_nights()
    {
        var closure = await ConfirmedAsync();
        Assert.Equal("planned", (await GetAsync(closure)).GetProperty("liveStatus").GetString());
        await closure.TakeAsync(Manager, $"occurrences/{await closure.NightAsync(Manager)}/starts", new { });
        Assert.Equal("started", (await GetAsync(closure)).GetProperty("liveStatus").GetString());
    }

    [Fact]
    public async Task A_stakeholder_reads_what_they_are_informed_about_without_the_internal_note()
    {
        var informed = new Informed();
        await using var host = await TestHost.StartAsync(configure: builder => builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(informed);
            var real = services.Last(service => service.ServiceType == typeof(IAccessReader));
            services.AddScoped<IAccessReader>(provider => new InformedReader((IAccessReader)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), informed));
        }));
        var world = await World.CreateAsync(host);
        var closures = world.Path($"projects/{await world.ProjectAsync()}/closures");
        var told = await world.Manager.PostAsync(closures, Body(body => body["phases"] = Nights())).BodyAsync(HttpStatusCode.Created);
        var untold = await world.Manager.PostAsync(closures, Body()).BodyAsync(HttpStatusCode.Created);
        informed.Closures.Add(ClosureId.Parse(told.Id(), null));

        var got = await world.Stakeholder.GetAsync($"{closures}/{told.Id()}").BodyAsync();

        Assert.Equal(System.Text.Json.JsonValueKind.Null, got.GetProperty("internalNote").ValueKind);
        foreach (var hidden in (string[])["noPlanReason", "statusNote", "statusById", "statusByName"]) Assert.Equal(System.Text.Json.JsonValueKind.Null, got.GetProperty(hidden).ValueKind);
        Assert.Equal(10, got.GetProperty("occurrenceCount").GetInt32());
        Assert.Equal(1, got.GetProperty("phases").GetArrayLength());
        await world.Stakeholder.GetAsync($"{closures}/{untold.Id()}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        foreach (var list in (string[])[closures, world.Path("closures")])
            Assert.Equal([told.Id()], (await world.Stakeholder.GetAsync(list).BodyAsync()).GetProperty("items").EnumerateArray().Select(closure => closure.Id()));
        Assert.Equal(10, (await world.Stakeholder.GetAsync(world.Path("occurrences")).BodyAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_planner_and_authority_said_to_each_other_is_theirs_and_why_it_is_cancelled_is_for_all()
    {
        var closure = await SubmittedAsync();
        await World.InformAsync(Project, ClosureId.Parse(closure.Id, null));
        await closure.TakeAsync(Organisation, "returns", new { note = "Mind the school." });
        Assert.Equal((null, "Mind the school."), (await NoteAsync(Stakeholder, closure), await NoteAsync(Manager, closure)));
        var got = await GetAsync(closure);
        Assert.Equal((World.OrganisationId.ToString(), "Test Person"), (got.GetProperty("statusById").GetString(), got.GetProperty("statusByName").GetString()));

        await closure.TakeAsync(Manager, "cancellations", new { reason = "Rain" });

        Assert.Equal(("Rain", "Rain"), (await NoteAsync(Stakeholder, closure), await NoteAsync(Manager, closure)));
    }

    private static async Task<string?> NoteAsync(HttpClient client, Planned closure) => (await client.GetAsync(closure.Path).BodyAsync()).GetProperty("statusNote").GetString();

    [Fact]
    public async Task A_closure_that_the_caller_may_not_see_is_not_found()
    {
        var closure = await PlanAsync();
        var other = await World.CreateAsync(World.Host);
        var (outsider, _) = await World.MemberAsync(Role.Manager);
        foreach (var client in (HttpClient[])[Stakeholder, outsider, other.Organisation])
            await client.GetAsync(closure.Path).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync($"{Closures}/0198a000-0000-7000-8000-000000000000").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task Below_another_project_it_does_not_exist()
    {
        var closure = await PlanAsync();
        var elsewhere = await World.ProjectAsync("OTHER");
        await Manager.GetAsync(Path($"projects/{elsewhere}/closures/{closure.Id}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private sealed class Informed
    {
        public List<ClosureId> Closures { get; } = [];
    }

    private sealed class InformedReader(IAccessReader real, Informed informed) : IAccessReader
    {
        public async Task<AccessFacts> ReadAsync(UserId user, SessionId session, ClientEnvironmentId environment, CancellationToken cancellationToken)
        {
            var facts = await real.ReadAsync(user, session, environment, cancellationToken);
            return facts.Membership is { Role: Role.Stakeholder } membership ? facts with { Membership = membership with { Closures = informed.Closures } } : facts;
        }

        public void Forget(UserId user) => real.Forget(user);
    }
}
