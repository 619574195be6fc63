using System.Net.Mime;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace Vemap.Web.Http;

/// <summary>Parses the text of a body: JSON in UTF-8, at most 32 levels deep, each property once. A refusal names the place of the fault.</summary>
internal static class JsonText
{
    private const int MaxDepth = 32;

    // The documented length of a detail, minus room for the sentence around the pointer.
    private const int LongestPointer = 900;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether the request declares JSON in UTF-8: no other media type that ends in +json, no other charset.</summary>
    public static bool IsIn(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    public static JsonDocument Parse(ReadOnlyMemory<byte> text)
    {
        if (text.Span.StartsWith(ByteOrderMark)) text = text[ByteOrderMark.Length..];
        // The parser does not decode strings until they are asked for.
        if (!Utf8.IsValid(text.Span)) throw WebProblems.Malformed("The body is not valid UTF-8.");
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth });
        }
        catch (InvalidOperationException)
        {
            throw WebProblems.Malformed("The name of a property contains an incomplete surrogate pair.");
        }
        catch (JsonException exception) when (exception.LineNumber is null)
        {
            // Duplicates are looked for after the whole text has been read, so the exception knows no line.
            throw WebProblems.Malformed($"The body has the same property twice: {DuplicateIn(text)}.");
        }
        catch (JsonException exception)
        {
            throw WebProblems.Malformed(IsTooDeep(text.Span)
                ? $"The body is nested deeper than {MaxDepth} levels."
                : $"The body is not valid JSON: the fault is at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
    }

    // Reads no further than the parser did: to the first value that is too deep, or to the fault.
    private static bool IsTooDeep(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= MaxDepth) return true;
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }

    private static string DuplicateIn(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
        var path = new List<string>();
        FindDuplicate(document.RootElement, path);
        var pointer = string.Concat(path.Select(name => "/" + JsonShape.Escape(name)));
        return pointer[..Math.Min(pointer.Length, LongestPointer)];
    }

    // Extends the path to the second property of the same name. Pointers are not written on the way: a long name above many values would be copied for each.
    private static bool FindDuplicate(JsonElement value, List<string> path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            return value.EnumerateArray().Any(item => IsBelow(item, $"{index++}", path));
        }

        if (value.ValueKind != JsonValueKind.Object) return false;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (names.Add(member.Name)) continue;
            path.Add(member.Name);
            return true;
        }

        return value.EnumerateObject().Any(member => IsBelow(member.Value, member.Name, path));
    }

    private static bool IsBelow(JsonElement value, string name, List<string> path)
    {
        if (value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) return false;
        path.Add(name);
        if (FindDuplicate(value, path)) return true;
        path.RemoveAt(path.Count - 1);
        return false;
    }
}
