using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Vemap.Integration.Ground;

/// <summary>Traces and metrics go to an OTLP endpoint where one is set, and nothing personal goes with them.</summary>
public sealed class TelemetryTests
{
    private const string Sentinel = "sentinel-of-telemetry";

    [Fact]
    public async Task A_request_is_traced_from_the_endpoint_to_the_database_without_personal_data()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        var database = await TestDatabase.OwnAsync("telemetry");
        await using (var host = await TestHost.StartAsync(database: database, configure: builder => builder
            .UseSetting("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address).UseSetting("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            var world = await World.CreateAsync(host);
            await database.RunAsync($"""
                create function break() returns trigger language plpgsql as $$ begin raise exception '{Sentinel}' using errcode = '22P02'; end $$;
                create trigger break before insert on projects for each row when (new.code = 'BROKEN') execute function break();
                """);
            world.Organisation.DefaultRequestHeaders.Add("User-Agent", Sentinel);
            world.Organisation.DefaultRequestHeaders.Add("traceparent", $"00-{new string('a', 32)}-{new string('b', 16)}-01");
            world.Organisation.DefaultRequestHeaders.Add("tracestate", $"vendor={Sentinel}");
            await world.Organisation.GetAsync(world.Path($"projects?search={Sentinel}"));
            await world.Organisation.GetAsync(world.Path($"projects/{Sentinel}"));
            await world.Organisation.PostAsync(world.Path("projects"), new { code = "GOOD", name = Sentinel }).BodyAsync(HttpStatusCode.Created);
            await world.Organisation.PostAsync(world.Path("projects"), new { code = "BROKEN", name = Sentinel }).BodyAsync(HttpStatusCode.InternalServerError);
            await world.Stranger.GetAsync("/health/ready").BodyAsync();
        }

        // A host that ends sends what it has.
        Assert.Contains("vemap-web", receiver.Traces);
        Assert.Contains("POST /v1/client-environments/{environmentId}/projects", receiver.Traces);
        Assert.Contains("CreateProject", receiver.Traces);
        Assert.Contains("db.query.text", receiver.Traces);
        Assert.Contains("Npgsql.PostgresException (22P02)", receiver.Traces);
        Assert.Contains("vemap.request.duration", receiver.Metrics);
        Assert.Contains("db.client.operation.duration", receiver.Metrics);
        Assert.Contains("http.server.request.duration", receiver.Metrics);
        Assert.Contains("dotnet.gc.", receiver.Metrics);
        Assert.DoesNotContain(Sentinel, receiver.Traces + receiver.Metrics);
        foreach (var attribute in (string[])["url.query", "url.path", "user_agent.original", "client.address", "db.query.parameter", "/health/"])
            Assert.DoesNotContain(attribute, receiver.Traces);
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_collected()
    {
        var host = await TestHost.Shared;

        Assert.Null(host.Services.GetService<TracerProvider>());
        Assert.Null(host.Services.GetService<MeterProvider>());
    }
}
