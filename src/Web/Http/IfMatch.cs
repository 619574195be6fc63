using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Vemap.Web.Http;

/// <summary>The version in If-Match that a change is based on. A missing header is 428, one that is not an ETag of this API 400.</summary>
/// <remarks>A weak ETag is accepted: a proxy that compresses an answer weakens the tag, and the version in it is still exact.</remarks>
internal sealed partial record IfMatch(int Version) : Microsoft.AspNetCore.Http.Metadata.IEndpointParameterMetadataProvider
{
    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0) throw CommonProblems.VersionRequired();
        if (header is not [{ } value] || ETag().Match(value) is not { Success: true } tag) throw WebProblems.WrongIfMatch();
        // A number beyond any version is of the right form, but nothing has that version.
        var isVersion = int.TryParse(tag.Groups["version"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        return ValueTask.FromResult(new IfMatch(isVersion ? version : throw CommonProblems.Stale()));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new NeedsIfMatch());

    [GeneratedRegex(@"\A(W/)?""v(?<version>0|[1-9][0-9]*)""\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex ETag();
}

/// <summary>Marks an operation that takes If-Match, for the OpenAPI document.</summary>
internal sealed record NeedsIfMatch;
