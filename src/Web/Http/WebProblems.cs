using Vemap.Domain.Common;

namespace Vemap.Web.Http;

/// <summary>What goes wrong before a request reaches its feature.</summary>
internal static class WebProblems
{
    public static ProblemException NotJson() => new(ProblemKind.UnsupportedMediaType, "http.not-json", "The body must be application/json.");

    public static ProblemException Malformed(long? line, long? position) =>
        new(ProblemKind.Invalid, "http.malformed-json", $"The body is no JSON: it goes wrong at line {line + 1}, byte {position + 1}.");

    public static ProblemException Invalid(IReadOnlyList<FieldError> errors) => CommonProblems.Invalid(errors);

    /// <summary>A value in the path or the query could not be bound; the framework's message names the parameter in quotes: "int? limit".</summary>
    public static ProblemException WrongForm(BadHttpRequestException exception)
    {
        var parts = exception.Message.Split('"') is [_, var parameter, ..] ? parameter.Split(' ') : [""];
        var name = parts[^1];
        if (parts[0].Contains("Choices<", StringComparison.Ordinal))
            return CommonProblems.Invalid([new FieldError($"?{name}", "unknown-value", "Give values that the documentation names, each once, with commas between them.")]);
        return CommonProblems.Invalid([new FieldError($"?{name}", "wrong-form", "The value has the wrong form.")]);
    }

    public static ProblemException WrongCharacter(string key) =>
        CommonProblems.Invalid([new FieldError($"?{key}", "control-character", "A text cannot contain the character U+0000.")]);

    public static FieldError UnknownKey(string key) => new($"?{key}", "unknown-key", "There is no such query key.");

    public static ProblemException DoubledKey(string key) => CommonProblems.Invalid([new FieldError($"?{key}", "doubled", "A query key may be given once.")]);
}
