namespace Vemap.Domain.Common;

/// <summary>Refusals that any feature can give.</summary>
public static class CommonProblems
{
    /// <summary>More errors would not be read, and the answer to a body full of errors would be many times its size.</summary>
    public const int MostErrors = 100;

    /// <summary>An invented name may be as long as the body.</summary>
    public const int LongestPointer = 500;

    public static ProblemException NotFound() => new(ProblemKind.NotFound, "common.not-found", "This resource does not exist, or you may not see it.");

    /// <summary>The environment of somebody else is answered exactly as one that does not exist.</summary>
    public static ProblemException HiddenEnvironment() => new(ProblemKind.NotFound, NotFound().Code, NotFound().Message) { Hidden = true };

    public static ProblemException Stale() =>
        new(ProblemKind.Stale, "common.stale", "The resource has been changed since you read it. Read it again and repeat your change.");

    public static ProblemException VersionRequired() =>
        new(ProblemKind.PreconditionRequired, "common.version-required", "Send If-Match with the ETag of the version that you have read, such as \"v3\".");

    public static ProblemException Invalid(IReadOnlyList<FieldError> errors) =>
        new(ProblemKind.Invalid, "common.invalid",
            errors.Count > MostErrors ? $"More than {MostErrors} fields are wrong; the first {MostErrors} are listed under errors."
            : $"{errors.Count} field(s) are wrong; each is listed under errors.")
        {
            Errors = [.. errors.Take(MostErrors)
                .Select(error => error.Pointer.Length > LongestPointer ? error with { Pointer = error.Pointer[..LongestPointer] } : error)],
        };

    public static ProblemException Unauthenticated() =>
        new(ProblemKind.Unauthenticated, "common.unauthenticated", "Log in first: the access token is missing, expired or no longer valid.");

    public static ProblemException Forbidden() =>
        new(ProblemKind.Forbidden, "common.forbidden", "Your role does not allow this.");

    public static ProblemException ReadOnly() =>
        new(ProblemKind.Forbidden, "common.read-only", "Your membership is read-only.");

    public static ProblemException Busy() =>
        new(ProblemKind.Unavailable, "common.busy", "Other requests are changing the same resource. Try again in a moment.");

    public static ProblemException Duplicate() =>
        new(ProblemKind.Conflict, "common.duplicate", "This resource already exists.");
}
