using System.ComponentModel.DataAnnotations;
using System.Net;
using Vemap.Application;
using Vemap.Application.Common.Ports;
using Vemap.Infrastructure.Local;
using Vemap.Infrastructure.Postgres.Queue;
using Vemap.Infrastructure.Smtp;
using Vemap.Infrastructure.Telemetry;
using Vemap.Infrastructure.Smtp.Reports;

namespace Vemap.MailService;

/// <summary>The mail service: of the database it sees the schemas queue and mail, of the application the request DeliverMail.</summary>
public static class MailHost
{
    /// <summary>The service with its health addresses, on 127.0.0.1 only.</summary>
    public static WebApplication Create(WebApplicationBuilder builder)
    {
        Register(builder);
        var health = builder.Configuration.GetSection("Health").Get<HealthOptions>() ?? new HealthOptions();
        Validator.ValidateObject(health, new ValidationContext(health), validateAllProperties: true);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, health.Port));
        var app = builder.Build();
        app.MapHealth();
        return app;
    }

    /// <summary>All that the service consists of; a test gives it a clock of its own before it builds it.</summary>
    public static void Register(IHostApplicationBuilder builder)
    {
        builder.Configuration.AddLocalSettings();
        builder.Logging.AddLogLines(builder.Configuration);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }));
        builder.Services.AddMailApplication();
        builder.Services.AddPostgresMail(builder.Configuration);
        builder.Services.AddLocalMessageStore(builder.Configuration);
        builder.Services.AddMailRoute(builder.Configuration);
        builder.Services.AddSmtp(builder.Configuration);
        builder.Services.AddTelemetry(builder.Configuration, "vemap-mail");
        builder.Services.AddScoped<Batch>();
        builder.Services.AddScoped<IBatchProgress>(provider => provider.GetRequiredService<Batch>());
        builder.Services.AddSingleton<MailHealth>();
        builder.Services.AddReportInbox(builder.Configuration);
        builder.Services.AddHostedService<MailLoop>();
        if (builder.Configuration.GetSection("Mail:Inbox").GetChildren().Any()) builder.Services.AddHostedService<InboxLoop>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }
}
