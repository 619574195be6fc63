using System.Net;
using Vemap.Infrastructure.Postgres.Queue;

namespace Vemap.SmtpSink;

/// <summary>The demo's mail server: takes every mail, shows it on a page, and sends none on.</summary>
public static class Sink
{
    private const int MaxList = 5000;

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Sink").Get<SinkOptions>() ?? new SinkOptions();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.HttpPort));
        // Another site's page cannot make itself look like ours by its DNS.
        builder.Configuration["AllowedHosts"] = "localhost;127.0.0.1;[::1]";
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(options).AddSingleton<Behaviour>().AddSingleton<Mailbox>().AddSingleton<Feedback>().AddSingleton<SmtpListener>();
        // Without a database it is a plain sink that reports nothing.
        if (builder.Configuration.GetConnectionString("Mail") is not null) builder.Services.AddPostgresMail(builder.Configuration);
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Feedback>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SmtpListener>());
        var app = builder.Build();
        Map(app, app.Services.GetRequiredService<Mailbox>());
        return app;
    }

    private static void Map(WebApplication app, Mailbox mailbox)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Pages.Policy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        app.MapGet("/", (string? to) => Html(Pages.List(mailbox, to)));
        app.MapGet("/mails/{id:long}", (long id) => mailbox.Find(id) is { } mail ? Html(Pages.Mail(mail)) : Results.NotFound());
        app.MapGet("/mails/{id:long}/html", (long id, HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Pages.MailPolicy;
            return mailbox.Find(id)?.Message.HtmlBody is { } html ? Html(html) : Results.NotFound();
        });
        app.MapGet("/mails/{id:long}/files/{number:int}", (long id, int number) => mailbox.Find(id) is { } mail && number < mail.Files.Count
            ? Results.File(mail.Files[number].Bytes(), "application/octet-stream", mail.Files[number].FileName ?? "attachment")
            : Results.NotFound());
        app.MapGet("/api/mails", (string? to, int? limit) => mailbox.List(to, Math.Clamp(limit ?? 100, 1, MaxList)).Select(Short));
        app.MapGet("/api/mails/{id:long}", (long id) => mailbox.Find(id) is { } mail ? Results.Ok(Full(mail)) : Results.NotFound());
        app.MapGet("/api/mails/{id:long}/raw", (long id) => mailbox.Find(id) is { } mail ? Results.Bytes(mail.Raw, "text/plain") : Results.NotFound());
        app.MapDelete("/api/mails", mailbox.Clear);
        app.MapGet("/api/counts", () => mailbox.Counts);
        app.MapGet("/health/ready", () => "ready");
    }

    private static IResult Html(string page) => Results.Content(page, "text/html; charset=utf-8");

    private static object Short(ArrivedMail mail) => new
    {
        mail.Id,
        mail.At,
        mail.From,
        mail.To,
        Subject = mail.Message.Subject ?? "",
        Recipient = mail.Message.Headers["X-Vemap-Recipient"],
        Attempt = mail.Message.Headers["X-Vemap-Attempt"],
        MessageId = mail.Message.Headers["Message-ID"],
        Fate = mail.Fate.ToString(),
        Size = mail.Raw.Length,
    };

    private static object Full(ArrivedMail mail) => new
    {
        mail.Id,
        mail.At,
        mail.From,
        mail.To,
        Subject = mail.Message.Subject ?? "",
        Headers = mail.Message.Headers.Select(header => new { Key = header.Field, header.Value }),
        Html = mail.Message.HtmlBody,
        Text = mail.Message.TextBody,
        Files = mail.Files.Select(file => new { Name = file.FileName, ContentType = file.ContentType.MimeType, Size = file.Bytes().Length }),
    };
}
