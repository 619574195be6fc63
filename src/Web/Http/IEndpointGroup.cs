using System.Reflection;
using Vemap.Application.Common.Requests;

namespace Vemap.Web.Http;

/// <summary>The endpoints of one feature; found by scan.</summary>
internal interface IEndpointGroup
{
    /// <summary>Maps them below /v1.</summary>
    static abstract void Map(IEndpointRouteBuilder routes);
}

internal static class EndpointGroups
{
    /// <summary>Path of everything that belongs to one client environment.</summary>
    public const string Environment = "client-environments/{environmentId}";

    public static void MapFeatures(this IEndpointRouteBuilder routes)
    {
        var groups = typeof(IEndpointGroup).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IEndpointGroup)));
        foreach (var group in groups.OrderBy(type => type.Name))
            typeof(EndpointGroups).GetMethod(nameof(Map), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(group).Invoke(null, [routes]);
    }

    /// <summary>Names the request that an endpoint sends, from which its operation id, its summary and its access follow.</summary>
    public static RouteHandlerBuilder Sends<TRequest>(this RouteHandlerBuilder endpoint)
    {
        endpoint.WithName(typeof(TRequest).Name).WithMetadata(new SendsMetadata(typeof(TRequest)));
        var access = typeof(TRequest).GetCustomAttribute<AccessAttribute>()
            ?? throw new InvalidOperationException($"{typeof(TRequest).Name} does not say who may send it: [Access].");
        // Without an access token only a small body is read, and elsewhere none at all: the refusal comes first.
        return access.Audience == Audience.Anonymous ? endpoint.AllowAnonymous().WithMetadata(BodyLimit.Anonymous) : endpoint.RequireAuthorization();
    }

    /// <summary>Documents a refusal that not every operation can give.</summary>
    public static RouteHandlerBuilder CanRefuse(this RouteHandlerBuilder endpoint, ProblemKind kind) => endpoint.WithMetadata(new Refuses(kind));

    private static void Map<T>(IEndpointRouteBuilder routes)
        where T : IEndpointGroup => T.Map(routes.MapGroup("").WithTags(typeof(T).Name.Replace("Endpoints", "", StringComparison.Ordinal)));
}

/// <summary>Which request an endpoint sends.</summary>
internal sealed record SendsMetadata(Type Request);

/// <summary>A refusal that only some operations can give, for the OpenAPI document.</summary>
internal sealed record Refuses(ProblemKind Kind);
