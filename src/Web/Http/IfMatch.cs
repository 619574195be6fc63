using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Vemap.Web.Http;

/// <summary>The version that the caller has seen, from If-Match: missing is 428, anything that is no ETag of ours 400.</summary>
internal sealed partial record IfMatch(int Version) : Microsoft.AspNetCore.Http.Metadata.IEndpointParameterMetadataProvider
{
    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0) throw CommonProblems.VersionRequired();
        if (header is not [{ } seen] || !ETag().IsMatch(seen)) throw WebProblems.WrongIfMatch();
        // A number that no version reaches is of the right form, and nobody's.
        return ValueTask.FromResult(new IfMatch(int.TryParse(seen.AsSpan(2, seen.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : throw CommonProblems.Stale()));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new NeedsIfMatch());

    [GeneratedRegex(@"\A""v(0|[1-9][0-9]*)""\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex ETag();
}

/// <summary>Marks an operation that takes If-Match, for the OpenAPI document.</summary>
internal sealed record NeedsIfMatch;
