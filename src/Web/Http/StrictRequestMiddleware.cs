namespace Vemap.Web.Http;

/// <summary>
/// Refuses what the framework would accept although its meaning is unclear: a method in small letters, a trailing slash, a query key given twice,
/// control characters, and headers that this API does not support.
/// </summary>
internal sealed class StrictRequestMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Methods are case-sensitive (RFC 9110, 9.1), while routing is not.
        if (context.Request.Method.AsSpan().ContainsAnyInRange('a', 'z')) throw WebProblems.UnknownMethod();
        // Accepting the header would promise that a repeated request has no second effect.
        if (context.Request.Headers.ContainsKey("Idempotency-Key")) throw WebProblems.IdempotencyKeyNotSupported();
        if (context.Request.Path.Value is { Length: > 1 } path && path.EndsWith('/')) throw CommonProblems.NotFound();
        foreach (var (key, values) in context.Request.Query)
        {
            if (values.Count > 1) throw WebProblems.DoubledKey(key);
            if (values.ToString().Any(char.IsControl)) throw WebProblems.WrongCharacter(key);
        }

        return next(context);
    }
}
