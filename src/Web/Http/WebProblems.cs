namespace Vemap.Web.Http;

/// <summary>What goes wrong before a request reaches its feature.</summary>
internal static class WebProblems
{
    public static ProblemException NotJson() => new(ProblemKind.UnsupportedMediaType, "http.not-json", "The body must be application/json in UTF-8.");

    public static ProblemException Malformed(string what) => new(ProblemKind.Invalid, "http.malformed-json", what);

    public static ProblemException BodyNotWanted() => new(ProblemKind.Invalid, "http.body-not-wanted", "This operation takes no body.");

    public static ProblemException WrongIfMatch() => new(ProblemKind.Invalid, "http.wrong-if-match", "If-Match takes the one ETag that you have seen, quotes and all, such as \"v3\".");

    public static ProblemException Invalid(IReadOnlyList<FieldError> errors) => CommonProblems.Invalid(errors);

    /// <summary>A value in the path or the query could not be bound; the framework's message names the parameter in quotes: "int? limit".</summary>
    public static ProblemException WrongForm(BadHttpRequestException exception, RouteEndpoint? endpoint)
    {
        var name = exception.Message.Split('"') is [_, var parameter, ..] ? QueryForm.NameOf(parameter.Split(' ')[^1]) : "";
        // What stands in a path and can be nobody's id is not there, as any other that nobody has.
        if (endpoint?.RoutePattern.GetParameter(name) is not null) return CommonProblems.NotFound();
        return CommonProblems.Invalid([QueryForm.WrongForm(name, QueryForm.TypeOf(endpoint, name))]);
    }

    public static ProblemException WrongCharacter(string key) =>
        CommonProblems.Invalid([new FieldError($"?{key}", "control-character", "A text in a query cannot contain control characters.")]);

    public static FieldError UnknownKey(string key) => new($"?{key}", "unknown-key", "There is no such query key.");

    public static ProblemException DoubledKey(string key) => CommonProblems.Invalid([new FieldError($"?{key}", "doubled", "A query key may be given once.")]);
}
