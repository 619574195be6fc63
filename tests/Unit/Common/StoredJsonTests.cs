using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Vemap.Application;
using Vemap.Application.Common;
using Vemap.Application.Common.Ports;
using Vemap.Application.Features.Deliveries;
using Vemap.Domain.Closures;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.Users;
using Vemap.Infrastructure.Postgres;
using Vemap.Infrastructure.Postgres.Outbox;

namespace Vemap.Unit.Common;

/// <summary>Everything that is stored as JSON is read in every later version, from the payloads in StoredPayloads. A payload is never changed; a new shape gets
/// a second file beside it.</summary>
public sealed class StoredJsonTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Common", "StoredPayloads");

    private static readonly Dictionary<string, Type> Types = Stored().ToDictionary(stored => stored.Name, stored => stored.Type);

    private static readonly Dictionary<string, IProperty> Columns = JsonColumns()
        .ToDictionary(column => $"{column.DeclaringType.GetTableName()}.{column.GetColumnName()}");

    public static TheoryData<string> Files() => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_stored_type_and_column_has_a_payload_of_today()
    {
        var files = Directory.GetFiles(Folder, "*.json").Select(file => NameOf(Path.GetFileName(file))).ToHashSet();

        Assert.InRange(Types.Count, 8, 100);
        Assert.InRange(Columns.Count, 10, 100);
        Assert.Equal(files.Order(StringComparer.Ordinal), Types.Keys.Concat(Columns.Keys).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_stored_payload_keeps_every_value_when_it_is_read_and_written(string file)
    {
        var payload = Payload(file);

        AssertContains(payload, JsonNode.Parse(ReadAndWrite(NameOf(file), payload.ToJsonString()))!, file);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_unknown_member_is_ignored(string file)
    {
        if (IsGeoJson(file)) return;
        var payload = Payload(file);
        var added = Payload(file);
        // The entries of a dictionary are no members.
        foreach (var part in Objects(added).Where(part => !part.GetPath().EndsWith(".values", StringComparison.Ordinal)).ToList())
            part["addedLater"] = JsonNode.Parse("""{"a":[1]}""");

        AssertContains(payload, JsonNode.Parse(ReadAndWrite(NameOf(file), added.ToJsonString()))!, file);
        Assert.DoesNotContain("addedLater", ReadAndWrite(NameOf(file), added.ToJsonString()), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_missing_member_takes_a_default_that_can_be_written_again(string file)
    {
        if (IsGeoJson(file)) return;
        foreach (var (part, member) in Objects(Payload(file)).SelectMany(part => part.Select(member => (Part: part.GetPath(), member.Key))).ToList())
        {
            var payload = Payload(file);
            Objects(payload).Single(candidate => candidate.GetPath() == part).Remove(member);
            var isEssential = member is "environment" or "recipient" or "kind" or "closure" or "file" or "user" or "mail" or "occurrence"
                or "closureId" or "emergencyServices" or "publicTransport";

            if (isEssential) Assert.Throws<JsonException>(() => ReadAndWrite(NameOf(file), payload.ToJsonString()));
            else ReadAndWrite(NameOf(file), payload.ToJsonString());
        }
    }

    [Fact]
    public void What_is_missing_is_empty_instead_of_null()
    {
        var audience = StoredJson.Read<MailingAudience>("{}");
        var mail = StoredJson.Read<OutgoingMail>(
            """{"environment":"00000001-0002-0003-0102-030405060708","recipient":"01990000-0000-7000-8000-000000000001","identity":null}""");

        Assert.Empty(audience.Stakeholders);
        Assert.Empty(audience.Groups);
        Assert.Empty(mail.Values);
        Assert.Equal(("", "", 0, null), (mail.Address, mail.Identity.FromName, mail.Attempt, mail.NotAfter));
    }

    [Fact]
    public void A_list_keeps_what_this_program_knows_when_a_newer_one_wrote_an_unknown_enum_value()
    {
        Assert.Equal([TrafficMode.Cars, TrafficMode.Buses], StoredJson.Read<IReadOnlyList<TrafficMode>>("""["cars","hovercraft","buses"]"""));
        Assert.Equal(
            ["A", "C"],
            StoredJson.Read<IReadOnlyList<ClosureContact>>("""
                [{"kind":"on-site","name":"A","phone":"1"},{"kind":"drone","name":"B","phone":{"x":[2]}},{"kind":"duty-desk","name":"C","phone":"3"}]
                """)
                .Select(contact => contact.Name));
    }

    [Fact]
    public void An_unknown_enum_value_is_null_where_null_is_allowed_and_unreadable_elsewhere()
    {
        Assert.Equal(new Optional(null, 7), StoredJson.Read<Optional>("""{"kind":"read-aloud","number":7}"""));
        Assert.Equal(new Optional(DeliveryEventKind.Delivered, 7), StoredJson.Read<Optional>("""{"kind":"delivered","number":7}"""));
        Assert.ThrowsAny<JsonException>(() =>
            StoredJson.Read<DeliveryEvent>(Payload("delivery-event.json").ToJsonString().Replace("refused", "read-aloud", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"environment\":1}")]
    [InlineData("{\"broken\":true}")]
    public void Text_without_what_identifies_the_mail_is_unreadable(string text) => Assert.ThrowsAny<JsonException>(() => StoredJson.Read<OutgoingMail>(text));

    [Fact]
    public void A_null_that_is_the_default_is_not_written()
    {
        var mail = StoredJson.Read<OutgoingMail>(Payload("outgoing-mail.json").ToJsonString());

        Assert.Contains("\"notAfter\":", StoredJson.Write(mail), StringComparison.Ordinal);
        Assert.DoesNotContain("notAfter", StoredJson.Write(mail with { NotAfter = null }), StringComparison.Ordinal);
        Assert.Contains("\"replyTo\":null", StoredJson.Write(mail), StringComparison.Ordinal);
    }

    [Fact]
    public void Input_over_HTTP_stays_strict()
    {
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<MailingAudience>("{}", Json.Options));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<MailingAudience>("""{"stakeholders":[],"groups":[],"more":1}""", Json.Options));
    }

    [Fact]
    public void An_event_is_found_by_its_name_and_by_the_name_of_the_earlier_program()
    {
        Assert.Equal("account-mail-asked", EventNames.Of(new AccountMailAsked(Guid.NewGuid(), AccountMailKind.Invitation, "", "", "", null, null)));
        foreach (var former in (string[])["ClosureChanged", "FileDiscarded", "MembershipEnded", "AccountMailAsked"])
            Assert.Contains(EventNames.Find(former), Events());
        Assert.Null(EventNames.Find("nobody-knows-this"));
    }

    private static IEnumerable<Type> Events() =>
        typeof(IDomainEvent).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IDomainEvent)));

    private static IEnumerable<(string Name, Type Type)> Stored()
    {
        foreach (var type in Events())
            yield return ($"event.{EventNames.Of((IDomainEvent)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type))}", type);
        var queued = new[] { ApplicationModule.Assembly, typeof(VemapDbContext).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetInterfaces())
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IQueue<>))
            .Select(queue => queue.GetGenericArguments()[0])
            .Where(message => !message.IsGenericParameter)
            .Distinct();
        foreach (var type in (Type[])[.. queued, typeof(DueMail), typeof(RenderedMessage)])
            yield return (JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name), type);
    }

    private static IEnumerable<IProperty> JsonColumns()
    {
        using var db = new VemapDbContext(new DbContextOptionsBuilder<VemapDbContext>().UseNpgsql("Host=nowhere").Options);
        // The payload of an event is stored as text that was serialised before.
        return [.. db.Model.GetEntityTypes().SelectMany(type => type.GetProperties())
            .Where(property => property.GetColumnType() == "jsonb" && property.GetValueConverter() is not null)];
    }

    private static string NameOf(string file) => file.Split('+')[0].Replace(".json", "", StringComparison.Ordinal);

    // GeoJSON is kept as the text that it came in.
    private static bool IsGeoJson(string file) => Columns.TryGetValue(NameOf(file), out var column) && column.ClrType == typeof(GeoJson);

    private static JsonNode Payload(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!;

    private static string ReadAndWrite(string name, string text)
    {
        if (Types.TryGetValue(name, out var type))
            return JsonSerializer.Serialize(JsonSerializer.Deserialize(text, type, StoredJson.Options), type, StoredJson.Options);
        var converter = Columns[name].GetValueConverter()!;
        return (string)converter.ConvertToProvider(converter.ConvertFromProvider(text))!;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject part => part.Select(member => member.Value).SelectMany(Objects).Prepend(part),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static void AssertContains(JsonNode expected, JsonNode actual, string where)
    {
        if (expected is JsonObject part)
        {
            foreach (var (name, value) in part.Where(member => member.Value is not null))
            {
                Assert.True(actual is JsonObject written && written[name] is not null, $"{where}: {part.GetPath()}.{name} is lost");
                AssertContains(value!, actual[name]!, where);
            }
        }
        else if (expected is JsonArray list)
        {
            Assert.Equal(list.Count, actual.AsArray().Count);
            foreach (var (before, after) in list.Zip(actual.AsArray())) AssertContains(before!, after!, where);
        }
        else
        {
            Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
        }
    }

    private sealed record Optional(DeliveryEventKind? Kind, int Number);
}
