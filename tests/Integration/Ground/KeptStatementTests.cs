using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Integration.Ground;

/// <summary>A statement that is kept for all callers shows each of them their own rows only.</summary>
public sealed class KeptStatementTests : IAsyncLifetime
{
    private World here = null!;
    private World there = null!;

    public async Task InitializeAsync()
    {
        var host = await TestHost.Shared;
        (here, there) = (await World.CreateAsync(host), await World.CreateAsync(host));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Callers_of_two_environments_and_of_all_rights_share_it_and_see_their_own_rows()
    {
        var (own, hidden, foreign) = (await here.ProjectAsync("OWN"), await here.ProjectAsync("HIDDEN", member: here.OrganisationId), await there.ProjectAsync("FOREIGN"));
        var kept = new KeptStatements();

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal([own, hidden], await SeenAsync(kept, here, projects: null));
            Assert.Equal([foreign], await SeenAsync(kept, there, projects: null));
            Assert.Equal([own], await SeenAsync(kept, here, projects: [own]));
            Assert.Equal([hidden], await SeenAsync(kept, here, projects: [hidden]));
            Assert.Empty(await SeenAsync(kept, there, projects: [own]));
        }
    }

    [Fact]
    public async Task A_value_of_the_request_in_it_is_refused()
    {
        var project = await here.ProjectAsync();
        await using var scope = Scope(here, null);
        var store = scope.ServiceProvider.GetRequiredService<ReadStore>();
        var db = scope.ServiceProvider.GetRequiredService<VemapDbContext>();

        var refused = Assert.Throws<InvalidOperationException>(() => new KeptStatements().Get(new OneProject(project), 1, db, store));

        Assert.Contains(nameof(OneProject), refused.Message, StringComparison.Ordinal);
    }

    private static async Task<List<ProjectId>> SeenAsync(KeptStatements kept, World world, IReadOnlyList<ProjectId>? projects)
    {
        await using var scope = Scope(world, projects);
        var db = scope.ServiceProvider.GetRequiredService<VemapDbContext>();
        return await kept.Get(new AllProjects(), 1, db, scope.ServiceProvider.GetRequiredService<ReadStore>())(db).ToListAsync();
    }

    private static AsyncServiceScope Scope(World world, IReadOnlyList<ProjectId>? projects)
    {
        var scope = world.Host.Services.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<CallContext>();
        call.Identify(world.ManagerId, default, world.Environment);
        call.Grant(new Access(Role.Manager, ReadOnly: false, null, projects, projects is null ? null : []));
        return scope;
    }

    private sealed class AllProjects : ReadSpecification<ProjectId>
    {
        public override IQueryable<ProjectId> Query(IRows rows) => rows.Of<Project>().OrderBy(project => project.Id).Select(project => project.Id);
    }

    private sealed class OneProject(ProjectId id) : ReadSpecification<ProjectId>
    {
        public override IQueryable<ProjectId> Query(IRows rows) => rows.Of<Project>().Where(project => project.Id == id).Select(project => project.Id);
    }
}
