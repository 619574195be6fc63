namespace Vemap.Web.Http;

/// <summary>Refusals of a request before it reaches its feature.</summary>
internal static class WebProblems
{
    public static ProblemException NotJson() => new(ProblemKind.UnsupportedMediaType, "http.not-json", "The body must be application/json in UTF-8.");

    public static ProblemException Malformed(string detail) => new(ProblemKind.Invalid, "http.malformed-json", detail);

    public static ProblemException BodyNotWanted() => new(ProblemKind.Invalid, "http.body-not-wanted", "This operation takes no body.");

    public static ProblemException WrongIfMatch() =>
        new(ProblemKind.Invalid, "http.wrong-if-match", "If-Match must be one ETag of this API, with its quotes, such as \"v3\".");

    public static ProblemException IdempotencyKeyNotSupported() =>
        new(ProblemKind.Invalid, "http.idempotency-key-not-supported", "Idempotency-Key is not supported. Before repeating a request, read the resource.");

    public static ProblemException UnknownMethod() => new(ProblemKind.Invalid, "http.unknown-method", "Methods are written in capital letters, such as GET.");

    public static ProblemException TooManyRequests(ExceededLimit exceeded) =>
        new(
            ProblemKind.TooMany,
            "http.too-many-requests",
            $"Too many requests: the limit \"{exceeded.Name}\" is {exceeded.Quota}. Try again after the time in Retry-After.")
        {
            Exceeded = exceeded,
        };

    public static ProblemException Invalid(IReadOnlyList<FieldError> errors) => CommonProblems.Invalid(errors);

    /// <summary>A value in the path or the query has the wrong form. A path with such a value names nothing that exists.</summary>
    public static ProblemException WrongForm(string name, RouteEndpoint? endpoint) => endpoint?.RoutePattern.GetParameter(name) is not null
        ? CommonProblems.NotFound()
        : CommonProblems.Invalid([QueryForm.WrongForm(QueryForm.NameOf(name), QueryForm.TypeOf(endpoint, QueryForm.NameOf(name)))]);

    public static ProblemException WrongCharacter(string key) =>
        CommonProblems.Invalid([new FieldError($"?{key}", "control-character", "A query value must not contain control characters.")]);

    public static FieldError UnknownKey(string key) => new($"?{key}", "unknown-key", "This operation has no such query key.");

    public static ProblemException DoubledKey(string key) =>
        CommonProblems.Invalid([new FieldError($"?{key}", "doubled", "A query key must be given once only.")]);
}
