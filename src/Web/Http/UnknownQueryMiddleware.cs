using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Metadata;

namespace Vemap.Web.Http;

/// <summary>
/// Refuses a query key that the endpoint does not have, since a misspelt filter would otherwise show everything, and a value that is not exactly of
/// the parameter's form.
/// </summary>
internal sealed class UnknownQueryMiddleware(RequestDelegate next)
{
    private readonly ConcurrentDictionary<RouteEndpoint, Dictionary<string, Type>> keys = [];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Query.Count == 0 || context.GetEndpoint() is not RouteEndpoint endpoint) return next(context);
        if (endpoint.Metadata.GetMetadata<SendsMetadata>() is null) return next(context);
        var known = keys.GetOrAdd(endpoint, Keys);
        var faults = context.Request.Query.Select(given => Fault(known, given.Key, given.Value.ToString())).OfType<FieldError>().ToList();
        return faults.Count == 0 ? next(context) : throw CommonProblems.Invalid(faults);
    }

    private static FieldError? Fault(Dictionary<string, Type> known, string key, string value)
    {
        if (!known.TryGetValue(key, out var type)) return WebProblems.UnknownKey(key);
        return QueryForm.IsLoose(type, value) ? QueryForm.WrongForm(key, type) : null;
    }

    // Parameters that are bound from text and are not part of the path.
    private static Dictionary<string, Type> Keys(RouteEndpoint endpoint) => endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
        .Where(parameter => parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string))
        .ExceptBy(endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name), parameter => QueryForm.NameOf(parameter.Name))
        .ToDictionary(parameter => QueryForm.NameOf(parameter.Name), parameter => parameter.ParameterInfo.ParameterType);
}
