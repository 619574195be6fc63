using Microsoft.EntityFrameworkCore;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Projects;
using Vemap.Infrastructure.Postgres.Conventions;

namespace Vemap.Infrastructure.Postgres;

/// <summary>The first wall: every row of a client environment is filtered by the caller's environment and by what the caller may see in it. The second wall is
/// row-level security (0001_ground.sql).</summary>
/// <remarks>Contexts are pooled and given to one scope after the other (<see cref="For"/>), because making one costs more than most queries.</remarks>
internal sealed class VemapDbContext(DbContextOptions<VemapDbContext> options) : DbContext(options)
{
    public const string TenantFilter = "tenant";
    public const string AccessFilter = "access";

    private CallContext? call;

    /// <summary>The environment and user that travel with every database command.</summary>
    public CallContext Call => call ?? throw new InvalidOperationException("The context belongs to no call yet.");

    /// <summary>The transaction in which the tenant is already set, and the environment that it was set to.</summary>
    public (object? Transaction, ClientEnvironmentId Environment) TenantSetIn { get; set; }

    /// <summary>Gives the context to a call, and drops everything of the call before.</summary>
    public VemapDbContext For(CallContext next)
    {
        (call, TenantSetIn) = (next, default);
        return this;
    }

    private ClientEnvironmentId Environment => Call.Environment;

    /// <summary>Whether the caller may see all of the environment.</summary>
    public bool SeesAll => Call.Access.Projects is null;

    private IReadOnlyList<ProjectId> Projects => Call.Access.Projects ?? [];

    private IReadOnlyList<ClosureId> Closures => Call.Access.Closures ?? [];

    /// <summary>The rows that the caller may see. A caller who sees all gets a statement without the filter, whose plan the database can keep. With "or all" in
    /// it, it would be planned each time.</summary>
    public IQueryable<T> Visible<T>()
        where T : class => SeesAll ? Set<T>().IgnoreQueryFilters([AccessFilter]) : Set<T>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseVemapConversions();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(VemapDbContext).Assembly);
        modelBuilder.UseVemapNames();
        modelBuilder.HasDbFunction(() => ClosureWord.Normalised("")).HasName("search_word");
        foreach (var type in modelBuilder.Model.GetEntityTypes().Select(type => type.ClrType).Where(type => type.IsAssignableTo(typeof(ITenantBound))).ToList())
            Filter(type, modelBuilder);
    }

    private void Filter(Type type, ModelBuilder modelBuilder)
    {
        Invoke(nameof(FilterTenant), type, modelBuilder);
        if (type == typeof(Project))
            modelBuilder.Entity<Project>().HasQueryFilter(AccessFilter, project => SeesAll || Projects.Contains(project.Id));
        else if (type == typeof(Closure))
            modelBuilder.Entity<Closure>()
                .HasQueryFilter(AccessFilter, closure => SeesAll || Projects.Contains(closure.ProjectId) || Closures.Contains(closure.Id));
        else if (type.IsAssignableTo(typeof(IClosureBound)))
            Invoke(nameof(FilterClosure), type, modelBuilder);
        else if (type.IsAssignableTo(typeof(IProjectBound)))
            Invoke(nameof(FilterProject), type, modelBuilder);
        else if (type.IsAssignableTo(typeof(IRegisterBound)))
            Invoke(nameof(FilterRegister), type, modelBuilder);
    }

    private void FilterTenant<T>(ModelBuilder modelBuilder)
        where T : class, ITenantBound =>
        modelBuilder.Entity<T>().HasQueryFilter(TenantFilter, row => row.ClientEnvironmentId == Environment);

    private void FilterProject<T>(ModelBuilder modelBuilder)
        where T : class, IProjectBound =>
        modelBuilder.Entity<T>().HasQueryFilter(AccessFilter, row => SeesAll || Projects.Contains(row.ProjectId));

    private void FilterClosure<T>(ModelBuilder modelBuilder)
        where T : class, IClosureBound =>
        modelBuilder.Entity<T>().HasQueryFilter(AccessFilter, row => SeesAll || Projects.Contains(row.ProjectId) || Closures.Contains(row.ClosureId));

    private void FilterRegister<T>(ModelBuilder modelBuilder)
        where T : class, IRegisterBound =>
        modelBuilder.Entity<T>().HasQueryFilter(AccessFilter, row => SeesAll || row.ProjectId == null || Projects.Contains(row.ProjectId.Value));

    private void Invoke(string method, Type type, ModelBuilder modelBuilder) =>
        typeof(VemapDbContext).GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.MakeGenericMethod(type)
            .Invoke(this, [modelBuilder]);
}
