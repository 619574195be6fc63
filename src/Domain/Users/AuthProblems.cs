namespace Vemap.Domain.Users;

/// <summary>Every failed log-in has one answer, so that an unknown address, a wrong password, a lock-out and an expired invitation look alike.</summary>
public static class AuthProblems
{
    public static ProblemException WrongCredentials() =>
        new(ProblemKind.Unauthenticated, "auth.wrong-credentials",
            "The address or the password is not right, or there were too many attempts and log-in is blocked for a while.")
        {
            KeepChanges = true,
        };

    public static ProblemException NotAllowed() =>
        new(ProblemKind.Forbidden, "auth.not-allowed", "This account is disabled, or every client environment it belongs to is suspended.") { KeepChanges = true };

    public static ProblemException SessionEnded() => new(ProblemKind.Unauthenticated, "auth.session-ended", "The session has ended; log in again.");

    public static ProblemException RefreshTokenReused() =>
        new(ProblemKind.Unauthenticated, "auth.refresh-token-reused", "This refresh token had been replaced, so the whole session was ended; log in again.")
        {
            KeepChanges = true,
        };

    public static ProblemException TokenSpent() =>
        new(ProblemKind.Gone, "auth.token-spent", "The link or challenge is unknown, used or expired; ask for a new one.");

    public static ProblemException ForeignOrigin() =>
        new(ProblemKind.Forbidden, "auth.foreign-origin", "Another site's page made this request; only the screen of this system may.");

    public static ProblemException LogInToAccept() =>
        new(ProblemKind.Conflict, "auth.log-in-to-accept", "This account has a password already. Log in with it and accept the invitation.");

    public static ProblemException PasswordTooWeak(string detail) =>
        new(ProblemKind.Invalid, "auth.password-too-weak", "Choose a stronger password.") { Errors = [new FieldError("/newPassword", "too-weak", detail)] };
}
