using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Requests;
using Vemap.Infrastructure.Configuration;
using Vemap.Infrastructure.Local;
using Vemap.Infrastructure.Postgres.Identity;
using Vemap.Infrastructure.Postgres.Deliveries;
using Vemap.Infrastructure.Postgres.Outbox;
using Vemap.Infrastructure.Postgres.Queue;

namespace Vemap.Infrastructure.Postgres;

/// <summary>The one database, under the application's role; background work that only finds work uses the worker's.</summary>
public static class PostgresModule
{
    /// <summary>The keyed data source of the role that finds work over all environments.</summary>
    public const string Worker = "worker";

    /// <summary>The keyed data source of the one connection that reads signing keys. Log-ins may hold all other connections while each of them waits for the
    /// keys.</summary>
    public const string Keys = "keys";

    private const int ReadBuffer = 32 * 1024;

    public static IServiceCollection AddPostgres(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<ConnectionOptions>(configuration).AddSection<PoolSizeOptions>(configuration);
        services.AddSingleton(provider => Source(provider, connections => connections.Application, sizes => sizes.Application));
        services.AddKeyedSingleton(Worker, (provider, _) => Source(provider, connections => connections.Worker, sizes => sizes.Worker));
        services.AddKeyedSingleton(Keys, (provider, _) => Source(provider, connections => connections.Application));
        services.AddSingleton<TenantCommandInterceptor>();
        services.AddSingleton<TenantTransactionInterceptor>();
        services.AddPooledDbContextFactory<VemapDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            // Only what a repository loads is to be changed, and it says so.
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            // Whoever catches a failure logs it; a lost race or a value that is taken is an ordinary refusal, and no failure.
            .ConfigureWarnings(warnings => warnings.Ignore(
                CoreEventId.SaveChangesFailed, CoreEventId.OptimisticConcurrencyException, CoreEventId.QueryIterationFailed, RelationalEventId.CommandError, RelationalEventId.ConnectionError))
            .AddInterceptors(provider.GetRequiredService<TenantCommandInterceptor>(), provider.GetRequiredService<TenantTransactionInterceptor>()));
        services.AddScoped(provider =>
            provider.GetRequiredService<IDbContextFactory<VemapDbContext>>().CreateDbContext().For(provider.GetRequiredService<CallContext>()));
        services.AddScoped(typeof(IRepository<>), typeof(Repository<>));
        services.AddScoped<ReadStore>();
        services.AddScoped<IReadStore>(provider => provider.GetRequiredService<ReadStore>());
        services.AddSingleton<KeptStatements>();
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddScoped<OutboxWriter>();
        services.AddScoped<AuditWriter>();
        services.AddScoped<IAuditTrail, AuditTrail>();
        services.AddScoped<IAccessReader, AccessReader>();
        services.AddScoped<ILocks, Locks>();
        services.AddScoped<IUsageLimits, UsageLimits>();
        services.AddScoped<IDatabaseHealth, DatabaseHealth>();
        services.AddSingleton<FormerOutbox>();
        services.AddSingleton<EventRelay>();
        services.AddSingleton<MailRelay>();
        services.AddSingleton<OpenMailings>();
        services.AddScoped<IMailingRecipients, MailingRecipients>();
        services.AddScoped<IUserStore<Credential>, CredentialStore>();
        services.AddSingleton<ISigningKeyTable, SigningKeyTable>();
        services.AddScoped<IOpenSessions, OpenSessionTable>();
        services.AddScoped<ILogInFailures, LogInFailureTable>();
        services.AddScoped<IOwnMemberships, OwnMemberships>();
        services.AddScoped<IEnvironmentDirectory, EnvironmentDirectory>();
        services.AddScoped<IUserDirectory, UserDirectory>();
        services.AddScoped<IPlanApprovals, PlanApprovals>();
        services.AddSingleton<AbandonedUploads>();
        services.AddSingleton<IStoreLinks, StoreLinks>();
        services.AddScoped<IUploadQuota, UploadQuota>();
        services.AddSingleton<OpenEndedClosures>();
        services.AddSingleton<DueAccountMails>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<IdentityCleaning>();
        return services;
    }

    // Without a size the pool holds one connection.
    private static NpgsqlDataSource Source(IServiceProvider provider, Func<ConnectionOptions, string> role, Func<PoolSizeOptions, int>? size = null)
    {
        var connection = Connections.Of(role(provider.GetRequiredService<ConnectionOptions>()), statements: 200);
        // A page of a list fits into the buffer at once.
        connection.ReadBufferSize = ReadBuffer;
        // A size in the connection string itself counts before the setting.
        if (size is null) connection.MaxPoolSize = 1;
        else if (!connection.ShouldSerialize("Maximum Pool Size")) connection.MaxPoolSize = size(provider.GetRequiredService<PoolSizeOptions>());
        return NpgsqlDataSource.Create(connection);
    }
}
