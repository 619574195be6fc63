namespace Vemap.Web.Http;

/// <summary>The empty id in a path is not there, as any other that nobody has: taken for an environment it would be the platform.</summary>
internal sealed class EmptyIdMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.RouteValues.Values.Any(value => value is string text && Guid.TryParse(text, out var id) && id == Guid.Empty) ? throw CommonProblems.NotFound() : next(context);
}
