using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Vemap.Application.Common.Behaviours;

namespace Vemap.Infrastructure.Telemetry;

public static class TelemetryModule
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Traces and metrics over OTLP to the endpoint of the standard's own settings; without one nothing is collected.</summary>
    /// <param name="program">The name under which this program reports, unless OTEL_SERVICE_NAME says another.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration, string program)
    {
        if (string.IsNullOrEmpty(configuration[Endpoint])) return services;
        // One listener for all sources of spans, so that no driver's exception leaves with its message.
        services.AddHostedService<SpanFailures>();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(program).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing
                .AddSource(RequestMeter.Name, "Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddProcessor(new SpanRedaction()))
            .WithMetrics(metrics => metrics
                .AddMeter(RequestMeter.Name, "Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
        return services;
    }
}
