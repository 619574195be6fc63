using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Vemap.Domain.Files;

namespace Vemap.Infrastructure.FileFormats;

/// <summary>Checks a GeoJSON file (RFC 7946): JSON from the first byte to the last, whose objects have the members that their types need. It is read piece by
/// piece and never held as a whole.</summary>
internal sealed class GeoJsonFile(Stream bytes)
{
    private const int FirstBuffer = 64 * 1024;
    private const int LongestToken = 1024 * 1024;
    private const int DeepestNesting = 64;

    private readonly GeoJsonShape shape = new();

    public void Check(CancellationToken cancellationToken)
    {
        try
        {
            Read(cancellationToken);
        }
        catch (JsonException)
        {
            throw new FileFaultException(shape.HasBegun ? FileFault.Damaged : FileFault.OtherType);
        }
    }

    private void Read(CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBuffer];
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = DeepestNesting });
        var count = bytes.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var start = buffer.AsSpan(0, count).StartsWith("\ufeff"u8) ? 3 : 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isLast = bytes.Position >= bytes.Length;
            var reader = new Utf8JsonReader(buffer.AsSpan(start, count - start), isLast, state);
            while (reader.Read()) shape.Take(ref reader);
            if (isLast) break;
            state = reader.CurrentState;
            start += (int)reader.BytesConsumed;
            var kept = count - start;
            if (kept == buffer.Length && kept >= LongestToken) throw new FileFaultException(FileFault.NotCheckable);
            var next = kept == buffer.Length ? new byte[buffer.Length * 2] : buffer;
            Buffer.BlockCopy(buffer, start, next, 0, kept);
            (buffer, start) = (next, 0);
            count = kept + bytes.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
        }

        shape.End();
    }
}

/// <summary>Follows the objects of a GeoJSON document; foreign members are allowed and not looked into.</summary>
internal sealed class GeoJsonShape
{
    private readonly Stack<Level> levels = new();
    private Member property;

    private enum Role
    {
        Feature, Geometry, Foreign, Features, Geometries, Coordinates,
    }

    [Flags]
    private enum Member
    {
        Other = 0, Type = 1, Geometry = 2, Geometries = 4, Features = 8, Coordinates = 16,
    }

    public bool HasBegun { get; private set; }

    public void Take(ref Utf8JsonReader reader)
    {
        if (!HasBegun && reader.TokenType != JsonTokenType.StartObject) throw new FileFaultException(FileFault.OtherType);
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !Utf8.IsValid(reader.ValueSpan)) throw new FileFaultException(FileFault.Damaged);
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                property = MemberOf(ref reader);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                levels.Push(Open(reader.TokenType == JsonTokenType.StartArray));
                HasBegun = true;
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close(levels.Pop());
                break;
            case JsonTokenType.String when levels.Peek() is { IsArray: false } level && property == Member.Type && level.Role != Role.Foreign:
                if (level.Type is not null) throw new FileFaultException(FileFault.Damaged);
                // None of the types needs an escaped character.
                level.Type = reader.ValueIsEscaped ? "" : Encoding.ASCII.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 32)]);
                break;
            default:
                TakeValue(levels.Peek(), reader.TokenType);
                break;
        }
    }

    public void End()
    {
        if (!HasBegun) throw new FileFaultException(FileFault.OtherType);
    }

    private static Member MemberOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? Member.Type
        : reader.ValueTextEquals("geometry"u8) ? Member.Geometry
        : reader.ValueTextEquals("geometries"u8) ? Member.Geometries
        : reader.ValueTextEquals("features"u8) ? Member.Features
        : reader.ValueTextEquals("coordinates"u8) ? Member.Coordinates
        : Member.Other;

    private Level Open(bool isArray)
    {
        if (!levels.TryPeek(out var above)) return new Level(Role.Feature, isArray: false);
        var role = above switch
        {
            { Role: Role.Foreign } => Role.Foreign,
            { Role: Role.Coordinates } => isArray ? Role.Coordinates : throw new FileFaultException(FileFault.Damaged),
            { Role: Role.Features } => isArray ? throw new FileFaultException(FileFault.Damaged) : Role.Feature,
            { Role: Role.Geometries } => isArray ? throw new FileFaultException(FileFault.Damaged) : Role.Geometry,
            _ => RoleOfMember(isArray),
        };
        if (!above.IsArray) above.Members |= property;
        if (above.Role == Role.Coordinates) above.HasArrays = true;
        return new Level(role, isArray);
    }

    private Role RoleOfMember(bool isArray) => (property, isArray) switch
    {
        (Member.Other, _) => Role.Foreign,
        (Member.Geometry, false) => Role.Geometry,
        (Member.Features, true) => Role.Features,
        (Member.Geometries, true) => Role.Geometries,
        (Member.Coordinates, true) => Role.Coordinates,
        _ => throw new FileFaultException(FileFault.Damaged),
    };

    private void TakeValue(Level level, JsonTokenType token)
    {
        if (level.Role == Role.Coordinates)
        {
            if (token != JsonTokenType.Number) throw new FileFaultException(FileFault.Damaged);
            level.Numbers++;
        }
        else if (level.Role is Role.Features or Role.Geometries)
        {
            throw new FileFaultException(FileFault.Damaged);
        }
        else if (level is { IsArray: false, Role: not Role.Foreign })
        {
            // A feature without a place has a geometry of null.
            if (property != Member.Other && (property != Member.Geometry || token != JsonTokenType.Null)) throw new FileFaultException(FileFault.Damaged);
            level.Members |= property;
        }
    }

    private void Close(Level level)
    {
        if (level is { IsArray: false, Role: Role.Feature or Role.Geometry }) CheckObject(level);
        if (level.Role != Role.Coordinates || !level.IsArray) return;
        if (level.HasArrays ? level.Numbers > 0 : level.Numbers is 1) throw new FileFaultException(FileFault.Damaged);
        var depth = level.HasArrays ? level.Depth + 1 : level.Numbers > 0 ? 1 : 0;
        if (levels.TryPeek(out var above)) above.Depth = Math.Max(above.Depth, depth);
    }

    private void CheckObject(Level level)
    {
        var isRoot = levels.Count == 0;
        // How deep coordinates are nested: a position is 1. An empty geometry has none.
        var (member, depth) = level.Type switch
        {
            "FeatureCollection" when isRoot => (Member.Features, 0),
            "Feature" when isRoot || level.Role == Role.Feature => (Member.Geometry, 0),
            "GeometryCollection" => (Member.Geometries, 0),
            "Point" => (Member.Coordinates, 1),
            "LineString" or "MultiPoint" => (Member.Coordinates, 2),
            "Polygon" or "MultiLineString" => (Member.Coordinates, 3),
            "MultiPolygon" => (Member.Coordinates, 4),
            _ => throw new FileFaultException(isRoot ? FileFault.OtherType : FileFault.Damaged),
        };
        var isGeometry = member is Member.Coordinates or Member.Geometries;
        if (!level.Members.HasFlag(member) || (isGeometry && !isRoot && level.Role == Role.Feature)) throw new FileFaultException(FileFault.Damaged);
        if (depth > 0 && level.Depth != 0 && level.Depth != depth) throw new FileFaultException(FileFault.Damaged);
    }

    private sealed class Level(Role role, bool isArray)
    {
        public Role Role { get; } = role;

        public bool IsArray { get; } = isArray;

        public Member Members { get; set; }

        public string? Type { get; set; }

        public bool HasArrays { get; set; }

        public int Numbers { get; set; }

        public int Depth { get; set; }
    }
}
