namespace Vemap.Web.Http;

/// <summary>A path with a trailing slash does not exist; a query key given twice is refused, for nobody knows which one was meant, and so is one with control characters in it.</summary>
internal sealed class StrictRequestMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.Value is { Length: > 1 } path && path.EndsWith('/')) throw CommonProblems.NotFound();
        foreach (var (key, values) in context.Request.Query)
        {
            if (values.Count > 1) throw WebProblems.DoubledKey(key);
            if (values.ToString().Any(char.IsControl)) throw WebProblems.WrongCharacter(key);
        }

        return next(context);
    }
}
