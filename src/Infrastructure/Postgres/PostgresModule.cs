using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Requests;
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

    /// <summary>The keyed data source of the one connection that signing keys are read by: also while log-ins hold all others, and each waits for the keys.</summary>
    public const string Keys = "keys";

    private const int ReadBuffer = 32 * 1024;

    // Of PostgreSQL's 100 connections or more, for two roles of one program, the mail service's and the sink's.
    private const int PoolSize = 40;

    public static IServiceCollection AddPostgres(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => Source(configuration, "Application"));
        services.AddKeyedSingleton(Worker, (_, _) => Source(configuration, "Worker"));
        services.AddKeyedSingleton(Keys, (_, _) => Source(configuration, "Application", poolSize: 1));
        services.AddSingleton<TenantCommandInterceptor>();
        services.AddSingleton<TenantTransactionInterceptor>();
        services.AddPooledDbContextFactory<VemapDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            // Only what a repository loads is to be changed, and it says so.
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(provider.GetRequiredService<TenantCommandInterceptor>(), provider.GetRequiredService<TenantTransactionInterceptor>()));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<VemapDbContext>>().CreateDbContext().For(provider.GetRequiredService<CallContext>()));
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
        services.AddScoped<IDatabaseHealth, DatabaseHealth>();
        services.AddSingleton<FormerOutbox>();
        services.AddSingleton<EventRelay>();
        services.AddSingleton<MailRelay>();
        services.AddSingleton<OpenMailings>();
        services.AddScoped<IMailingRecipients, MailingRecipients>();
        services.AddScoped<IUserStore<Credential>, CredentialStore>();
        services.AddSingleton<ISigningKeyTable, SigningKeyTable>();
        services.AddScoped<IOpenSessions, OpenSessionTable>();
        services.AddScoped<IOwnMemberships, OwnMemberships>();
        services.AddScoped<IEnvironmentDirectory, EnvironmentDirectory>();
        services.AddScoped<IUserDirectory, UserDirectory>();
        services.AddScoped<IPlanApprovals, PlanApprovals>();
        services.AddSingleton<AbandonedUploads>();
        services.AddSingleton<DueAccountMails>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<IdentityCleaning>();
        return services;
    }

    private static NpgsqlDataSource Source(IConfiguration configuration, string name, int? poolSize = null)
    {
        var connection = Connections.Of(configuration, name, statements: 200);
        // A page of a list fits into the buffer at once.
        connection.ReadBufferSize = ReadBuffer;
        // What the connection string itself says counts before the setting.
        if (poolSize is not null || !connection.ShouldSerialize("Maximum Pool Size")) connection.MaxPoolSize = poolSize ?? configuration.GetValue($"PoolSize:{name}", PoolSize);
        return NpgsqlDataSource.Create(connection);
    }
}
