using System.Globalization;
using System.Net.Mime;

namespace Vemap.Web.Http;

internal static class ProblemsModule
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<Problems>();
        // The framework's own writer writes nothing when the client does not accept JSON, so ours comes first and always writes.
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
    }

    public static void AddRetryAfter(this HttpResponse response, TimeSpan time) =>
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Describes a limit that is used up, in the headers of draft-ietf-httpapi-ratelimit-headers.</summary>
    public static void AddLimit(this HttpResponse response, ExceededLimit exceeded)
    {
        response.AddRetryAfter(exceeded.RetryAfter);
        var window = exceeded.Window > TimeSpan.Zero ? $"w={exceeded.Window.TotalSeconds:0}" : "qu=\"concurrent-requests\"";
        response.Headers["RateLimit-Policy"] = $"\"{exceeded.Name}\";q={exceeded.Quota};{window}";
        response.Headers["RateLimit"] = $"\"{exceeded.Name}\";r=0;t={response.Headers.RetryAfter}";
    }

    /// <summary>Writes problem+json whatever the client says that it accepts: an error that cannot be read helps nobody.</summary>
    private sealed class ProblemWriter : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public ValueTask WriteAsync(ProblemDetailsContext context) => new(context.HttpContext.Response.WriteAsJsonAsync(
            Problems.Complete(context), options: null, MediaTypeNames.Application.ProblemJson, context.HttpContext.RequestAborted));
    }
}
