namespace Vemap.Domain.Common;

/// <summary>The kinds of refusal. One place in Web maps them to status codes.</summary>
public enum ProblemKind
{
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    Gone,
    Stale,
    PreconditionRequired,
    TooMany,
    Unavailable,
    UnsupportedMediaType,
}

/// <summary>One wrong field: a JSON Pointer into the body (or "?key" for the query), a code and a message.</summary>
public sealed record FieldError(string Pointer, string Code, string Message);

/// <summary>A refusal with a stable code. Thrown only from a feature's Problems class.</summary>
public sealed class ProblemException(ProblemKind kind, string code, string detail) : Exception(detail)
{
    public ProblemKind Kind { get; } = kind;

    /// <summary>Stable, kebab-case, led by the feature: "closures.already-cancelled"; explained in docs/problems.md.</summary>
    public string Code { get; } = code;

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The limit that led to the refusal, if one did.</summary>
    public ExceededLimit? Exceeded { get; init; }

    /// <summary>What was changed before the refusal is kept: the trace of a failed log-in, a rejected file.</summary>
    public bool KeepChanges { get; init; }

    /// <summary>Answered as if the object did not exist, but recorded in the audit log as a refused access.</summary>
    public bool Hidden { get; init; }
}
