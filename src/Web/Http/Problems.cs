using System.Data.Common;
using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Vemap.Web.Http;

/// <summary>The one place that knows status numbers: every failure of every kind becomes RFC 9457 problem+json.</summary>
internal sealed partial class Problems(IProblemDetailsService writer, ILogger<Problems> log) : IExceptionHandler
{
    public const int LongestInstance = 2000;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            ProblemException refused => From(refused),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ForStatus(StatusCodes.Status413PayloadTooLarge),
            BadHttpRequestException bad => From(WebProblems.WrongForm(bad, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => Of(499, "http.cancelled", "The caller has gone away."),
            _ when IsForAMoment(exception) => ForStatus(StatusCodes.Status503ServiceUnavailable),
            _ => ForStatus(StatusCodes.Status500InternalServerError),
        };
        if (exception is not ProblemException && problem.Status is (StatusCodes.Status500InternalServerError or StatusCodes.Status503ServiceUnavailable)) 
            Failed(log, exception, problem.Status.Value);
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "5";
        return await writer.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
    }

    // The database is away, starting, stopping (57P..) or has no connection left. EF wraps what the driver says.
    private static bool IsForAMoment(Exception? exception) => exception is not null
        && (exception is DbException { IsTransient: true } || (exception as DbException)?.SqlState?.StartsWith("57P", StringComparison.Ordinal) == true || IsForAMoment(exception.InnerException));

    public static int Status(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => StatusCodes.Status400BadRequest,
        ProblemKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.Gone => StatusCodes.Status410Gone,
        ProblemKind.Stale => StatusCodes.Status412PreconditionFailed,
        ProblemKind.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ProblemKind.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
        ProblemKind.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>Completes every problem, those of the framework too: they come without detail and code.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var plain = ForStatus(problem.Status ?? context.HttpContext.Response.StatusCode);
        problem.Detail ??= plain.Detail;
        problem.Title ??= plain.Title;
        problem.Extensions.TryAdd("code", plain.Extensions["code"]);
        problem.Type = $"https://vemap.example/problems#{problem.Extensions["code"]}";
        problem.Instance = context.HttpContext.Request.Path.Value is { Length: > LongestInstance } path ? path[..LongestInstance] : context.HttpContext.Request.Path;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
    }

    [LoggerMessage(20, LogLevel.Error, "A request failed and was answered with {Status}")]
    private static partial void Failed(ILogger log, Exception exception, int status);

    private static ProblemDetails From(ProblemException refused)
    {
        var problem = Of(Status(refused.Kind), refused.Code, refused.Message);
        if (refused.Errors.Count > 0) problem.Extensions["errors"] = refused.Errors;
        return problem;
    }

    private static ProblemDetails ForStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => From(CommonProblems.Unauthenticated()),
        StatusCodes.Status403Forbidden => From(CommonProblems.Forbidden()),
        StatusCodes.Status404NotFound => From(CommonProblems.NotFound()),
        StatusCodes.Status405MethodNotAllowed => Of(status, "http.method-not-allowed", "This resource does not know this method; see the Allow header."),
        StatusCodes.Status413PayloadTooLarge => Of(status, "http.too-large", "The body is larger than 1 MiB; files go to the store by a signed URL."),
        StatusCodes.Status415UnsupportedMediaType => From(WebProblems.NotJson()),
        StatusCodes.Status429TooManyRequests => Of(status, "http.too-many-requests", "Too many requests; wait as long as Retry-After says."),
        StatusCodes.Status503ServiceUnavailable => Of(status, "http.unavailable", "The database cannot be reached at the moment. Try again as Retry-After says."),
        >= 500 => Of(status, "http.failed", "Something went wrong here. It has been logged under the trace id."),
        _ => Of(status, "http.bad-request", "The request is not right."),
    };

    private static ProblemDetails Of(int status, string code, string detail) => new()
    {
        Status = status,
        Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Client closed request",
        Detail = detail,
        Extensions = { ["code"] = code },
    };
}

internal static class ProblemsModule
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<Problems>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
    }
}
