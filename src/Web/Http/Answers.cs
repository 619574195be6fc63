using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Vemap.Application.Common.Requests;

namespace Vemap.Web.Http;

/// <summary>The shapes of a successful answer: a resource with its ETag, a new resource with its Location, a page with its Link.</summary>
internal static class Answer
{
    public static Resource<T> Ok<T>(T value)
        where T : IVersioned => new(value);

    /// <summary>The location is relative to the request's path.</summary>
    public static Made<T> Created<T>(T value, Func<T, string> location)
        where T : IVersioned => new(value, location(value));

    public static Accepted<T> Accepted<T>(T value)
        where T : IVersioned => new(value);

    public static PageOf<T> Page<T>(Page<T> page) => new(page);

    public static NoContent NoContent(Unit _) => TypedResults.NoContent();

    public static void Tag(this HttpContext context, IVersioned value) => context.Response.Headers.ETag = $"\"v{value.Version}\"";
}

internal sealed class Resource<T>(T value) : IResult, IEndpointMetadataProvider
    where T : IVersioned
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Tag(value);
        return httpContext.Response.WriteAsJsonAsync(value, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.AddAnswer<T>(StatusCodes.Status200OK, "ETag");
}

internal sealed class Made<T>(T value, string location) : IResult, IEndpointMetadataProvider
    where T : IVersioned
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Tag(value);
        httpContext.Response.Headers.Location = new Uri(new Uri($"http://here{httpContext.Request.Path}/"), location).AbsolutePath;
        httpContext.Response.StatusCode = StatusCodes.Status201Created;
        return httpContext.Response.WriteAsJsonAsync(value, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.AddAnswer<T>(StatusCodes.Status201Created, "ETag", "Location");
}

internal sealed class Accepted<T>(T value) : IResult, IEndpointMetadataProvider
    where T : IVersioned
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Tag(value);
        httpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        return httpContext.Response.WriteAsJsonAsync(value, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.AddAnswer<T>(StatusCodes.Status202Accepted, "ETag");
}

internal sealed class PageOf<T>(Page<T> page) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (page.Next is not null)
        {
            var query = QueryString.Create(httpContext.Request.Query.Where(part => part.Key != "cursor").Append(new("cursor", page.Next)));
            httpContext.Response.Headers.Link = $"<{httpContext.Request.Path}{query}>; rel=\"next\"";
        }

        return httpContext.Response.WriteAsJsonAsync(page, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.AddAnswer<Page<T>>(StatusCodes.Status200OK, "Link");
}

internal static class AnswerMetadata
{
    public static void AddAnswer<T>(this EndpointBuilder builder, int status, params string[] headers)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(T), ["application/json"]));
        builder.Metadata.Add(new CarriesHeaders(status, headers));
    }
}

/// <summary>The headers of an answer of this status beside those of every answer, for the OpenAPI document.</summary>
internal sealed record CarriesHeaders(int Status, params string[] Names);
