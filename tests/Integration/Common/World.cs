using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.ClientEnvironments;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Integration.Common;

/// <summary>One client environment with members and their signed-in clients, made directly in the database.</summary>
public sealed class World
{
    private readonly TestHost host;

    private World(TestHost host, ClientEnvironmentId environment) => (this.host, Environment) = (host, environment);

    public ClientEnvironmentId Environment { get; }

    public HttpClient Organisation { get; private set; } = null!;

    public HttpClient Manager { get; private set; } = null!;

    public UserId ManagerId { get; private set; }

    public UserId OrganisationId { get; private set; }

    public HttpClient Stakeholder { get; private set; } = null!;

    public UserId StakeholderId { get; private set; }

    /// <summary>Somebody who runs the platform.</summary>
    public HttpClient Admin { get; private set; } = null!;

    /// <summary>A client that has not logged in.</summary>
    public HttpClient Stranger => host.CreateClient();

    public TestHost Host => host;

    public static async Task<World> CreateAsync(TestHost host)
    {
        var world = new World(host, ClientEnvironmentId.New());
        await world.AddEnvironmentAsync();
        (world.Organisation, world.OrganisationId) = await world.MemberAsync(Role.Organisation);
        (world.Manager, world.ManagerId) = await world.MemberAsync(Role.Manager);
        (world.Stakeholder, world.StakeholderId) = await world.MemberAsync(Role.Stakeholder);
        (world.Admin, _) = await world.UserAsync(admin: true);
        return world;
    }

    public string Path(string path) => $"/v1/client-environments/{Environment}/{path}";

    /// <summary>Another member of this environment.</summary>
    public async Task<(HttpClient Client, UserId Id)> MemberAsync(Role role, bool readOnly = false)
    {
        var (client, user) = await UserAsync();
        await SaveAsync((db, now) => db.Add(new Membership(MembershipId.New(), user, new MembershipTerms(role, ReadOnly: readOnly), now)));
        return (client, user);
    }

    /// <summary>The id of a member's membership.</summary>
    public async Task<string> MembershipAsync(UserId user)
    {
        var page = await Organisation.GetAsync(Path("users?limit=200")).BodyAsync();
        return page.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("userId").GetString() == user.ToString()).Id();
    }

    /// <summary>A user who is signed in and has no membership here.</summary>
    public async Task<(HttpClient Client, UserId Id)> UserAsync(bool admin = false)
    {
        var (user, session) = (UserId.New(), SessionId.New());
        await SaveAsync((db, now) =>
        {
            var person = new User(user, $"{user}@test.vemap.test", "Test Person", "nl", now);
            person.Activate(now);
            if (admin) person.MakeAdmin(now);
            db.Add(person);
            db.Add(new Session(session, user, [], now.AddDays(1), now));
        });
        return (SignedIn(user, session), user);
    }

    /// <summary>A project with the manager as its member.</summary>
    public async Task<ProjectId> ProjectAsync(string code = "A9-BRUG", UserId? member = null)
    {
        var id = ProjectId.New();
        await SaveAsync((db, now) =>
        {
            var project = new Project(id, code, $"Project {code}", null, now);
            project.AddMember(member ?? ManagerId, now);
            db.Add(project);
        });
        return id;
    }

    /// <summary>A mailing about the closure was sent to the stakeholder who is this environment's Stakeholder user.</summary>
    public async Task InformAsync(ProjectId project, ClosureId closure)
    {
        await using var connection = new NpgsqlConnection(host.Database.As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            with person as (
              insert into stakeholders (client_environment_id, id, name, sort_name, email, language, category, mandatory, linked_user, version, created_at, updated_at)
              values ($1, gen_random_uuid(), 'Brandweer', 'brandweer', 'brandweer@test.vemap.test', 'nl', 'emergency-services', true, $4, 1, now(), now()) returning id),
            mailing as (
              insert into mailings (client_environment_id, id, project_id, kind, status, texts, audience, created_by, recipient_count, proof, version, created_at, updated_at)
              values ($1, gen_random_uuid(), $2, 'free', 'sending', '[]', '{}', $4, 1, 'events', 1, now(), now()) returning id),
            about as (
              insert into mailing_closures (client_environment_id, mailing_id, closure_id, project_id) select $1, id, $3, $2 from mailing)
            insert into recipients (client_environment_id, id, project_id, mailing_id, stakeholder_id, name, address, of_environment, mandatory, content_key, is_test, status, attempt, sent_at, created_at, updated_at)
            select $1, gen_random_uuid(), $2, mailing.id, person.id, 'Brandweer', 'brandweer@test.vemap.test', true, true, '-', false, 'sent', 1, now(), now(), now() from mailing, person
            """, connection)
        {
            Parameters = { new() { Value = Environment.Value }, new() { Value = project.Value }, new() { Value = closure.Value }, new() { Value = StakeholderId.Value } },
        };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a change under the application's role, as the system, inside this environment.</summary>
    internal async Task SaveAsync(Action<VemapDbContext, DateTimeOffset> change)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(Environment);
        var db = scope.ServiceProvider.GetRequiredService<VemapDbContext>();
        // What a test reads here it reads to change.
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync("Arrange", WorkKind.Command, () =>
        {
            change(db, host.Clock.GetUtcNow());
            return Task.FromResult(0);
        }, CancellationToken.None);
    }

    private Task AddEnvironmentAsync() =>
        SaveAsync((db, now) => db.Add(new ClientEnvironment(Environment, $"test-{Environment}", "Test environment", new MailSender("Test", "test@vemap.test", null), now)));

    private HttpClient SignedIn(UserId user, SessionId session)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Test", $"{user} {session}");
        return client;
    }
}
