namespace Vemap.Domain.Common;

/// <summary>Refusals that any feature can give.</summary>
public static class CommonProblems
{
    /// <summary>The most errors that one answer lists, so that an answer is never many times larger than its request.</summary>
    public const int MostErrors = 100;

    /// <summary>Longer pointers are cut: a property name that the caller invented may be as long as the body.</summary>
    public const int LongestPointer = 500;

    public static ProblemException NotFound() => new(ProblemKind.NotFound, "common.not-found", "It does not exist, or you may not see it.");

    /// <summary>An environment that the caller does not belong to answers exactly like one that does not exist.</summary>
    public static ProblemException HiddenEnvironment() => new(ProblemKind.NotFound, NotFound().Code, NotFound().Message) { Hidden = true };

    public static ProblemException Stale() =>
        new(ProblemKind.Stale, "common.stale", "The resource has changed since you read it. Read it again and send its new ETag.");

    public static ProblemException VersionRequired() =>
        new(ProblemKind.PreconditionRequired, "common.version-required", "Send If-Match with the ETag of the version that you read, such as \"v3\".");

    public static ProblemException Invalid(IReadOnlyList<FieldError> errors) =>
        new(ProblemKind.Invalid, "common.invalid", errors.Count > MostErrors
            ? $"More than {MostErrors} fields are invalid; errors lists the first {MostErrors}."
            : $"{errors.Count} field(s) are invalid; errors lists each.")
        {
            Errors = [.. errors.Take(MostErrors).Select(error => error with { Pointer = error.Pointer[..Math.Min(error.Pointer.Length, LongestPointer)] })],
        };

    public static ProblemException Unauthenticated() =>
        new(ProblemKind.Unauthenticated, "common.unauthenticated", "The access token is missing, expired or no longer valid. Log in, or refresh it.");

    public static ProblemException Forbidden() =>
        new(ProblemKind.Forbidden, "common.forbidden", "Your role does not allow this.");

    public static ProblemException ReadOnly() =>
        new(ProblemKind.Forbidden, "common.read-only", "Your membership is read-only.");

    public static ProblemException Busy() =>
        new(ProblemKind.Unavailable, "common.busy", "The resource is being changed by others at this moment. Try again after the time in Retry-After.");

    public static ProblemException LimitReached(ExceededLimit exceeded) =>
        new(
            ProblemKind.TooMany,
            "common.limit-reached",
            $"The limit \"{exceeded.Name}\" of {exceeded.Quota} is reached. Try again after the time in Retry-After.")
        {
            Exceeded = exceeded,
        };

    public static ProblemException Duplicate() =>
        new(ProblemKind.Conflict, "common.duplicate", "It already exists.");
}
