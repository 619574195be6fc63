using Vemap.Application;
using Vemap.Application.Common;
using Vemap.Infrastructure.Html;
using Vemap.Infrastructure.Local;
using Vemap.Infrastructure.Postgres;
using Vemap.Infrastructure.Telemetry;
using Vemap.Web.Http.OpenApi;

namespace Vemap.Web.Hosting;

/// <summary>What the API is made of, and the way of a request through it.</summary>
internal static class VemapHost
{
    private const long LargestBody = 1024 * 1024;

    public static void AddVemap(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddLocalSettings();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Logging.AddLogLines(builder.Configuration);
        builder.Host.UseDefaultServiceProvider(options => options.ValidateScopes = options.ValidateOnBuild = true);
        var services = builder.Services;
        services.AddApplication();
        services.AddPostgres(builder.Configuration);
        services.AddTelemetry(builder.Configuration, "vemap-web");
        services.AddLocalStore(builder.Configuration);
        services.AddLoop<FileExpiry>(builder.Configuration);
        services.AddLoop<EventLoop>(builder.Configuration);
        services.AddLoop<IdentityCleaningLoop>(builder.Configuration);
        services.AddHtml();
        services.AddMail(builder.Configuration);
        services.AddMemoryCache();
        services.AddHttpContextAccessor();
        services.ConfigureHttpJsonOptions(options => Json.ConfigureAnswers(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblems();
        services.AddVemapOpenApi();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(builder.Configuration.GetSection("Vemap:AllowedOrigins").Get<string[]>() ?? [])
            .WithMethods("GET", "POST", "PUT", "DELETE")
            .WithHeaders("Authorization", "Content-Type", "If-Match")
            .WithExposedHeaders("ETag", "Location", "Link", "Retry-After", "API-Version")
            .AllowCredentials()));
        services.AddLocalIdentity(builder.Configuration);
        services.AddAccessTokenCheck(builder.Configuration);
        services.AddAuthLimit(builder.Configuration);
        services.AddAuthorization();
    }

    public static void UseVemap(this WebApplication app)
    {
        app.UseMiddleware<ResponseHeaders>();
        app.UseMiddleware<Heads>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseEmbeddedStore();
        app.UseMiddleware<StrictUrls>();
        app.UseRouting();
        app.UseCors();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<CallContextMiddleware>();
        app.UseAuthorization();
        app.UseMiddleware<EmptyIds>();
        app.UseMiddleware<KnownKeys>();
        app.UseMiddleware<NoBody>();
        app.MapVemapOpenApi();
        app.MapHealth();
        app.MapWellKnown(app.Configuration);
        app.MapGroup("/v1").MapFeatures();
    }
}
