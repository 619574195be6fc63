using System.Globalization;
using System.Reflection;
using Vemap.Domain.Common;

namespace Vemap.Web.Http;

/// <summary>The version that the caller has seen, from If-Match: missing is 428; anything but one of our ETags is stale.</summary>
internal sealed record IfMatch(int Version) : Microsoft.AspNetCore.Http.Metadata.IEndpointParameterMetadataProvider
{
    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0) throw CommonProblems.VersionRequired();
        if (header is not [['"', 'v', .. var number, '"']] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) throw CommonProblems.Stale();
        return ValueTask.FromResult(new IfMatch(version));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new NeedsIfMatch());
}

/// <summary>Marks an operation that takes If-Match, for the OpenAPI document.</summary>
internal sealed record NeedsIfMatch;
