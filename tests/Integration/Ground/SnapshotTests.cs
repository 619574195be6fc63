using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Integration.Ground;

/// <summary>A query over several statements sees one moment of its own environment and can write nothing.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public async Task It_sees_the_environment_as_it_was_at_its_first_statement()
    {
        var world = await World.CreateAsync(await TestHost.Shared);
        var first = await world.ProjectAsync("FIRST");
        await using var scope = Scope(world);
        var store = scope.ServiceProvider.GetRequiredService<IReadStore>();

        var seen = await RunAsync(scope, async () =>
        {
            var before = await store.ListAsync(new AllProjects(), CancellationToken.None);
            await world.ProjectAsync("SECOND");
            return (before, await store.ListAsync(new AllProjects(), CancellationToken.None));
        });

        Assert.Equal([first], seen.before);
        Assert.Equal([first], seen.Item2);
    }

    [Fact]
    public async Task It_cannot_write()
    {
        var world = await World.CreateAsync(await TestHost.Shared);
        await world.ProjectAsync();
        await using var scope = Scope(world);
        var db = scope.ServiceProvider.GetRequiredService<VemapDbContext>();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(scope, () => db.Set<Project>().ExecuteUpdateAsync(set => set.SetProperty(project => project.Name, "Other"))));

        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
    }

    private static Task<T> RunAsync<T>(AsyncServiceScope scope, Func<Task<T>> work) =>
        scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync("GetClosure", WorkKind.SnapshotQuery, work, CancellationToken.None);

    private static AsyncServiceScope Scope(World world)
    {
        var scope = world.Host.Services.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<CallContext>();
        call.Identify(world.OrganisationId, default, world.Environment);
        call.Grant(new Access(Role.Organisation, ReadOnly: false, null, null, null));
        return scope;
    }

    private sealed class AllProjects : ReadSpecification<ProjectId>
    {
        public override IQueryable<ProjectId> Query(IRows rows) => rows.Of<Project>().OrderBy(project => project.Id).Select(project => project.Id);
    }
}
