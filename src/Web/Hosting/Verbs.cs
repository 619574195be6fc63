using Vemap.Infrastructure.Configuration;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Web.Hosting;

/// <summary>What the program does instead of serving: <c>migrate [--plan]</c>, <c>admin create --email X</c>, <c>queue dead|show|redrive|drop</c>, <c>openapi</c>.</summary>
internal static class Verbs
{
    public static Func<string[], Task<int>>? Find(string verb) => verb switch
    {
        "migrate" => MigrateAsync,
        "admin" => AdminVerb.RunAsync,
        "queue" => QueueVerb.RunAsync,
        "openapi" => OpenApiVerb.RunAsync,
        _ => null,
    };

    /// <summary>Applies (or, with --plan, only names) the migrations that are pending, as the owner of the schema.</summary>
    private static async Task<int> MigrateAsync(string[] arguments)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var owner = configuration.ReadSection<OwnerConnectionOptions>().Owner;
        var plan = arguments.Contains("--plan");
        var migrations = plan ? await Migrator.PendingAsync(owner, CancellationToken.None) : await Migrator.MigrateAsync(owner, CancellationToken.None);
        foreach (var migration in migrations) Terminal.Write($"{(plan ? "pending" : "applied")} {migration.Name}");
        if (migrations.Count == 0) Terminal.Write("The schema is up to date.");
        return 0;
    }
}
