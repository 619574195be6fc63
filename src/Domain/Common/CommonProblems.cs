namespace Vemap.Domain.Common;

/// <summary>Refusals that any feature can give.</summary>
public static class CommonProblems
{
    /// <summary>Nobody reads more; a body that is wrong from end to end would be answered by many times its own size.</summary>
    public const int MostErrors = 100;

    /// <summary>A name that somebody made up may be as long as a body.</summary>
    public const int LongestPointer = 500;

    public static ProblemException NotFound() => new(ProblemKind.NotFound, "common.not-found", "There is no such thing here.");

    /// <summary>Another's environment answers exactly as one that does not exist.</summary>
    public static ProblemException HiddenEnvironment() => new(ProblemKind.NotFound, NotFound().Code, NotFound().Message) { Hidden = true };

    public static ProblemException Stale() =>
        new(ProblemKind.Stale, "common.stale", "It has been changed since you read it. Read it again and decide anew.");

    public static ProblemException VersionRequired() =>
        new(ProblemKind.PreconditionRequired, "common.version-required", "Send If-Match with the ETag of the version that you have seen, such as \"v3\".");

    public static ProblemException Invalid(IReadOnlyList<FieldError> errors) =>
        new(ProblemKind.Invalid, "common.invalid", errors.Count > MostErrors ? $"More than {MostErrors} fields are not right; the first {MostErrors} are listed under errors." : $"{errors.Count} field(s) are not right; each is listed under errors.")
        {
            Errors = [.. errors.Take(MostErrors).Select(error => error.Pointer.Length > LongestPointer ? error with { Pointer = error.Pointer[..LongestPointer] } : error)],
        };

    public static ProblemException Unauthenticated() =>
        new(ProblemKind.Unauthenticated, "common.unauthenticated", "Log in first: the access token is missing, expired or no longer valid.");

    public static ProblemException Forbidden() =>
        new(ProblemKind.Forbidden, "common.forbidden", "Your role does not allow this.");

    public static ProblemException ReadOnly() =>
        new(ProblemKind.Forbidden, "common.read-only", "Your membership may read and not change.");

    public static ProblemException Busy() =>
        new(ProblemKind.Unavailable, "common.busy", "Others are changing the same thing. Try again in a moment.");

    public static ProblemException Duplicate() =>
        new(ProblemKind.Conflict, "common.duplicate", "It exists already.");
}
