using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Infrastructure.Configuration;

namespace Vemap.Infrastructure.Postgres.Queue;

public static class QueueModule
{
    /// <summary>The three queues, over the host's own data source: the application's role or the mail service's.</summary>
    public static IServiceCollection AddPostgresQueues(this IServiceCollection services)
    {
        services.AddSingleton<IMailQueue, PostgresMailQueue>();
        services.AddSingleton<IResultQueue, PostgresResultQueue>();
        services.AddSingleton<IFeedbackQueue, PostgresFeedbackQueue>();
        return services;
    }

    /// <summary>All that the mail service and the sink need of the database, under the role that sees the schemas queue and mail only.</summary>
    public static IServiceCollection AddPostgresMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<MailConnectionOptions>(configuration);
        services.AddSingleton(provider => NpgsqlDataSource.Create(Connections.Of(provider.GetRequiredService<MailConnectionOptions>().Mail, statements: 20)));
        services.AddSingleton<IMailAttempts, PostgresMailAttempts>();
        services.AddSingleton<MailCleaning>();
        return services.AddPostgresQueues();
    }
}
