using Vemap.Application;
using Vemap.Infrastructure.Local;
using Vemap.Infrastructure.Postgres.Queue;
using Vemap.Infrastructure.Smtp;
using Vemap.Infrastructure.Smtp.Reports;

namespace Vemap.MailService;

/// <summary>The mail service: of the database it sees the schemas queue and mail, of the application the request DeliverMail.</summary>
public static class MailHost
{
    public static IHost Create(HostApplicationBuilder builder)
    {
        Register(builder);
        return builder.Build();
    }

    /// <summary>All that the service consists of; a test gives it a clock of its own before it builds it.</summary>
    public static void Register(HostApplicationBuilder builder)
    {
        builder.Configuration.AddLocalSettings();
        builder.Logging.ClearProviders().AddJsonConsole();
        // Of the application's handlers only DeliverMail is used here; what the others need is not registered.
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = false }));
        builder.Services.AddMailApplication();
        builder.Services.AddPostgresMail(builder.Configuration);
        builder.Services.AddLocalMessageStore(builder.Configuration);
        builder.Services.AddMailRoute(builder.Configuration);
        builder.Services.AddSmtp(builder.Configuration);
        builder.Services.AddReportInbox(builder.Configuration);
        builder.Services.AddHostedService<MailLoop>();
        if (builder.Configuration.GetSection("Mail:Inbox").GetChildren().Any()) builder.Services.AddHostedService<InboxLoop>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }
}
