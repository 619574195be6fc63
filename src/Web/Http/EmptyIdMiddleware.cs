namespace Vemap.Web.Http;

/// <summary>Answers the empty id in a path like any id that does not exist: as an environment it would stand for the platform.</summary>
internal sealed class EmptyIdMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.RouteValues.Values.Any(IsEmptyId) ? throw CommonProblems.NotFound() : next(context);

    private static bool IsEmptyId(object? value) => value is string text && Guid.TryParse(text, out var id) && id == Guid.Empty;
}
