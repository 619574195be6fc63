using Vemap.Application;
using Vemap.Application.Common;
using Vemap.Infrastructure.FileFormats;
using Vemap.Infrastructure.Configuration;
using Vemap.Infrastructure.Geometries;
using Vemap.Infrastructure.Html;
using Vemap.Infrastructure.Local;
using Vemap.Infrastructure.Postgres;
using Vemap.Infrastructure.Telemetry;
using Vemap.Web.Http.OpenApi;

namespace Vemap.Web.Hosting;

/// <summary>The services of the API, and the order of its middleware.</summary>
internal static class VemapHost
{
    public static void AddVemap(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddLocalSettings();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit.Default.MaxBytes;
        });
        builder.Logging.AddLogLines(builder.Configuration);
        builder.Host.UseDefaultServiceProvider(options => options.ValidateScopes = options.ValidateOnBuild = true);
        var services = builder.Services;
        services.AddSection<VemapOptions>(builder.Configuration);
        services.AddApplication();
        services.AddPostgres(builder.Configuration);
        services.AddTelemetry(builder.Configuration, "vemap-web");
        services.AddLocalStore(builder.Configuration);
        services.AddFileFormats();
        services.AddLoop<FileExpiry>(builder.Configuration);
        services.AddLoop<NightPlanningLoop>(builder.Configuration);
        services.AddLoop<EventLoop>(builder.Configuration);
        services.AddLoop<IdentityCleaningLoop>(builder.Configuration);
        services.AddGeometries();
        services.AddHtml();
        services.AddMail(builder.Configuration);
        services.AddMemoryCache();
        services.AddHttpContextAccessor();
        services.ConfigureHttpJsonOptions(options => Json.ConfigureAnswers(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblems();
        services.AddVemapOpenApi();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. builder.Configuration.ReadSection<VemapOptions>().AllowedOrigins])
            .WithMethods("GET", "POST", "PUT", "DELETE")
            .WithHeaders("Authorization", "Content-Type", "If-Match")
            .WithExposedHeaders("ETag", "Location", "Link", "Retry-After", "RateLimit", "RateLimit-Policy", "API-Version")
            .AllowCredentials()));
        services.AddLocalIdentity(builder.Configuration);
        services.AddAccessTokenCheck(builder.Configuration);
        services.AddForwardedAddresses();
        services.AddRequestLimits();
        services.AddAuthorization();
    }

    public static void UseVemap(this WebApplication app)
    {
        app.UseForwardedAddresses();
        app.UseMiddleware<ResponseHeaders>();
        app.UseMiddleware<HeadRequestMiddleware>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<StrictRequestMiddleware>();
        app.UseEmbeddedStore();
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<CallContextMiddleware>();
        app.UseAuthorization();
        app.UseMiddleware<EmptyIdMiddleware>();
        app.UseMiddleware<UnknownQueryMiddleware>();
        app.UseMiddleware<UnexpectedBodyMiddleware>();
        app.MapVemapOpenApi();
        app.MapDocsPage();
        app.MapHealth();
        app.MapWellKnown(app.Configuration);
        app.MapGroup("/v1").MapFeatures();
    }
}
