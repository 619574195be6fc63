using System.Net.Mime;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace Vemap.Web.Http;

/// <summary>The text of a body: JSON in UTF-8, not too deep, each property once; else the place where it goes wrong.</summary>
internal static class JsonText
{
    private const int Deepest = 32;

    // The documented length of a detail, and room for the sentence.
    private const int LongestPlace = 900;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether the request says so: no other media type that ends in +json, no other charset.</summary>
    public static bool IsIn(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    public static async Task<JsonDocument> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return Parse(buffer.ToArray());
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> text)
    {
        if (text.Span.StartsWith(ByteOrderMark)) text = text[ByteOrderMark.Length..];
        // The parser looks at no text in it before somebody asks for that text.
        if (!Utf8.IsValid(text.Span)) throw WebProblems.Malformed("The body is not in UTF-8.");
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = Deepest });
        }
        catch (InvalidOperationException)
        {
            throw WebProblems.Malformed("The name of a property holds half a surrogate pair, which is no text.");
        }
        catch (JsonException exception)
        {
            throw WebProblems.Malformed(What(text, exception));
        }
    }

    // The parser knows no line of a doubled property: it looks for them when it has read everything.
    private static string What(ReadOnlyMemory<byte> text, JsonException exception)
    {
        try
        {
            using var whole = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = exception.LineNumber is null ? Deepest : int.MaxValue });
            if (exception.LineNumber is not null) return $"The body nests deeper than {Deepest} levels.";
            var pointer = Twice(whole.RootElement, "")!;
            return $"The body names a property twice: {pointer[..Math.Min(pointer.Length, LongestPlace)]}.";
        }
        catch (JsonException)
        {
            return $"The body is no JSON: it goes wrong at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";
        }
    }

    private static string? Twice(JsonElement value, string pointer) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Select((item, index) => Twice(item, $"{pointer}/{index}")).FirstOrDefault(found => found is not null),
        JsonValueKind.Object => value.EnumerateObject().GroupBy(member => member.Name).Where(same => same.Skip(1).Any()).Select(same => $"{pointer}/{JsonShape.Escape(same.Key)}").FirstOrDefault()
            ?? value.EnumerateObject().Select(member => Twice(member.Value, $"{pointer}/{JsonShape.Escape(member.Name)}")).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
