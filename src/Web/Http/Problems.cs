using System.Data.Common;
using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Vemap.Web.Http;

/// <summary>The one place that knows status numbers: every failure becomes RFC 9457 problem+json.</summary>
internal sealed partial class Problems(IProblemDetailsService writer, ILogger<Problems> log) : IExceptionHandler
{
    public const int LongestInstance = 2000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            ProblemException refused => From(refused),
            BadHttpRequestException bad => From(bad, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint),
            // Kestrel reports the size of a chunk that does not fit into a number in this way.
            IOException { InnerException: OverflowException } => ForStatus(StatusCodes.Status400BadRequest),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested =>
                Of(StatusCodes.Status499ClientClosedRequest, "http.cancelled", "The client closed the connection."),
            _ when IsTransient(exception) => ForStatus(StatusCodes.Status503ServiceUnavailable),
            _ => ForStatus(StatusCodes.Status500InternalServerError),
        };
        var isFailure = problem.Status is StatusCodes.Status500InternalServerError or StatusCodes.Status503ServiceUnavailable;
        if (isFailure && exception is not ProblemException) Failed(log, exception, problem.Status!.Value);
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (exception is ProblemException { Exceeded: { } exceeded }) httpContext.Response.AddLimit(exceeded);
        else if (problem.Status is StatusCodes.Status503ServiceUnavailable) httpContext.Response.AddRetryAfter(RetryAfter);
        return await writer.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
    }

    // The database is away, starting, stopping (57P..) or has no connection left. EF wraps the driver's exception.
    private static bool IsTransient(Exception? exception) => exception is not null
        && (exception is DbException { IsTransient: true }
            || (exception as DbException)?.SqlState?.StartsWith("57P", StringComparison.Ordinal) == true
            || IsTransient(exception.InnerException));

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

    /// <summary>Completes a problem. Those that the framework makes have neither detail nor code.</summary>
    public static ProblemDetails Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Status ??= context.HttpContext.Response.StatusCode;
        var plain = ForStatus(problem.Status.Value);
        problem.Detail ??= plain.Detail;
        problem.Title ??= plain.Title;
        problem.Extensions.TryAdd("code", plain.Extensions["code"]);
        problem.Type = $"https://vemap.example/problems#{problem.Extensions["code"]}";
        var path = context.HttpContext.Request.Path.Value ?? "";
        problem.Instance = path[..Math.Min(path.Length, LongestInstance)];
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
        return problem;
    }

    [LoggerMessage(20, LogLevel.Error, "A request failed and was answered with {Status}")]
    private static partial void Failed(ILogger log, Exception exception, int status);

    private static ProblemDetails From(ProblemException refused)
    {
        var problem = Of(Status(refused.Kind), refused.Code, refused.Message);
        if (refused.Errors.Count > 0) problem.Extensions["errors"] = refused.Errors;
        return problem;
    }

    private static ProblemDetails From(BadHttpRequestException bad, RouteEndpoint? endpoint)
    {
        // The framework quotes the parameter that it could not bind: "int? limit". Kestrel quotes nothing.
        if (bad.StatusCode == StatusCodes.Status400BadRequest && bad.Message.Split('"') is [_, var parameter, ..])
            return From(WebProblems.WrongForm(parameter.Split(' ')[^1], endpoint));
        return ForStatus(bad.StatusCode);
    }

    private static ProblemDetails ForStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => From(CommonProblems.Unauthenticated()),
        StatusCodes.Status403Forbidden => From(CommonProblems.Forbidden()),
        StatusCodes.Status404NotFound => From(CommonProblems.NotFound()),
        StatusCodes.Status405MethodNotAllowed => Of(status, "http.method-not-allowed", "The resource does not support this method; see the Allow header."),
        StatusCodes.Status408RequestTimeout => Of(status, "http.request-timeout", "The request did not arrive in time."),
        StatusCodes.Status413PayloadTooLarge => Of(status, "http.too-large", "The body is too large for this operation; files go to the store by a signed URL."),
        StatusCodes.Status415UnsupportedMediaType => From(WebProblems.NotJson()),
        StatusCodes.Status503ServiceUnavailable => Of(status, "http.unavailable", "The service is unavailable. Try again after the time in Retry-After."),
        >= 500 => Of(status, "http.failed", "An error occurred in the service. It has been logged under the trace id."),
        _ => Of(status, "http.bad-request", "The request is not valid HTTP, or cannot be served as it is."),
    };

    private static ProblemDetails Of(int status, string code, string detail) => new()
    {
        Status = status,
        Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Client Closed Request",
        Detail = detail,
        Extensions = { ["code"] = code },
    };
}
