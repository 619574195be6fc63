using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Metadata;
using Vemap.Domain.Common;

namespace Vemap.Web.Http;

/// <summary>A query key that the endpoint does not have is refused: a filter that is misspelt would else show everything.</summary>
internal sealed class KnownKeys(RequestDelegate next)
{
    private readonly ConcurrentDictionary<RouteEndpoint, HashSet<string>> keys = [];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Query.Count == 0 || context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<SendsMetadata>() is null) return next(context);
        var known = keys.GetOrAdd(endpoint, Keys);
        var unknown = context.Request.Query.Keys.Where(key => !known.Contains(key)).Select(WebProblems.UnknownKey).ToList();
        return unknown.Count == 0 ? next(context) : throw CommonProblems.Invalid(unknown);
    }

    // What is bound from a text and stands not in the path.
    private static HashSet<string> Keys(RouteEndpoint endpoint) => endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
        .Where(parameter => parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string))
        .Select(parameter => parameter.Name)
        .Except(endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name))
        .ToHashSet();
}
