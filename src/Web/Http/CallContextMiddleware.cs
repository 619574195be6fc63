using System.Diagnostics;
using System.Security.Claims;
using Vemap.Application.Common.Requests;

namespace Vemap.Web.Http;

/// <summary>Takes the caller from the token and the claimed environment from the route; Authorization checks both.</summary>
internal sealed class CallContextMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, CallContext call)
    {
        (call.Origin, call.OriginGroup) = (ClientAddress.Of(context), ClientAddress.GroupOf(context));
        call.TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        call.Identify(Claim<Domain.Users.User>(context.User, "sub"), Claim<Domain.Users.Session>(context.User, "origin_jti"), Environment(context));
        return next(context);
    }

    private static Domain.Common.Id<T> Claim<T>(ClaimsPrincipal user, string type) =>
        Domain.Common.Id<T>.TryParse(user.FindFirstValue(type), null, out var id) ? id : default;

    // A malformed id in the path is refused when the endpoint binds it; until then it stands for no environment.
    private static ClientEnvironmentId Environment(HttpContext context) =>
        context.GetRouteValue("environmentId") is string text && ClientEnvironmentId.TryParse(text, null, out var id) ? id : default;
}
