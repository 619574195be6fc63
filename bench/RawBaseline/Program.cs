using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Npgsql;

// What the closure list is compared with: Kestrel and Npgsql, one prepared batch, no pipeline, no token, no model. The answer is the same, byte for byte.
const string Tell = "SELECT set_config('app.environment', $1, true), set_config('app.user', $2, true)";
const string List = """
    SELECT id, project_id, number, title, road_number, hectometer_from, hectometer_to, side, place, status, starts_at, ends_at,
      hindrance_scheme, hindrance_value, west, south, east, north,
      status = 'confirmed' AND no_plan_reason IS NULL
        AND NOT plan_is_approved,
      CASE WHEN status IN ('confirmed', 'cancelled') THEN CASE
        WHEN live_status = 'started' AND now() > live_first_end THEN 'overrunning'
        WHEN live_status IN ('planned', 'between') AND now() > live_last_end THEN 'not-reported'
        WHEN live_status = 'planned' AND now() > live_first_end THEN 'between'
        ELSE live_status END END,
      content_version, version
    FROM closures ORDER BY starts_at, id LIMIT
    """;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(builder.Configuration.GetConnectionString("Application")) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 1, NoResetOnClose = true });
await using var app = builder.Build();
app.MapGet("/health/ready", () => Results.Ok());
app.MapGet("/v1/client-environments/{environment:guid}/closures", async (Guid environment, int limit, HttpContext context) =>
{
    await using var connection = await source.OpenConnectionAsync(context.RequestAborted);
    await using var batch = new NpgsqlBatch(connection)
    {
        BatchCommands =
        {
            new(Tell) { Parameters = { new NpgsqlParameter<string> { TypedValue = environment.ToString() }, new NpgsqlParameter<string> { TypedValue = "" } } },
            // In the text: a limit that is a parameter would be planned anew each time.
            new($"{List} {limit + 1}"),
        },
    };
    await using var reader = await batch.ExecuteReaderAsync(context.RequestAborted);
    await reader.NextResultAsync(context.RequestAborted);
    context.Response.ContentType = "application/json; charset=utf-8";
    await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
    await WriteAsync(reader, json, limit, context.RequestAborted);
});
await app.RunAsync();

static async Task WriteAsync(NpgsqlDataReader reader, Utf8JsonWriter json, int limit, CancellationToken cancellationToken)
{
    json.WriteStartObject();
    json.WriteStartArray("items");
    string? next = null;
    var (count, startsAt, id) = (0, DateTime.MinValue, Guid.Empty);
    while (await reader.ReadAsync(cancellationToken))
    {
        if (count++ == limit)
        {
            next = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{startsAt.Ticks}\u001f{id}"));
            break;
        }

        (id, startsAt) = (reader.GetGuid(0), reader.GetDateTime(10));
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("projectId", reader.GetGuid(1));
        json.WriteString("number", reader.GetString(2));
        json.WriteString("title", reader.GetString(3));
        Text(4, "roadNumber");
        Number(5, "hectometerFrom");
        Number(6, "hectometerTo");
        Text(7, "side");
        json.WriteString("place", reader.GetString(8));
        json.WriteString("status", reader.GetString(9));
        json.WriteString("startsAt", startsAt);
        json.WriteString("endsAt", reader.GetDateTime(11));
        Hindrance();
        json.WriteNumber("west", reader.GetDouble(14));
        json.WriteNumber("south", reader.GetDouble(15));
        json.WriteNumber("east", reader.GetDouble(16));
        json.WriteNumber("north", reader.GetDouble(17));
        json.WriteBoolean("planApprovalIsVoid", reader.GetBoolean(18));
        Text(19, "liveStatus");
        json.WriteNumber("contentVersion", reader.GetInt32(20));
        json.WriteNumber("version", reader.GetInt32(21));
        json.WriteEndObject();
    }

    json.WriteEndArray();
    json.WriteString("next", next);
    json.WriteNull("count");
    json.WriteEndObject();

    void Text(int column, string name)
    {
        if (reader.IsDBNull(column)) json.WriteNull(name);
        else json.WriteString(name, reader.GetString(column));
    }

    void Hindrance()
    {
        if (reader.IsDBNull(12))
        {
            json.WriteNull("hindrance");
            return;
        }

        json.WriteStartObject("hindrance");
        json.WriteString("scheme", reader.GetString(12));
        json.WriteString("value", reader.GetString(13));
        json.WriteEndObject();
    }

    void Number(int column, string name)
    {
        if (reader.IsDBNull(column)) json.WriteNull(name);
        else json.WriteNumber(name, reader.GetDecimal(column));
    }
}
