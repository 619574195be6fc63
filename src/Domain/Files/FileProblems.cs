namespace Vemap.Domain.Files;

public static class FileProblems
{
    public static ProblemException NotWaiting() =>
        new(ProblemKind.Conflict, "files.not-waiting", "This file is not waiting for its bytes (any more). To send other bytes, make a new file.");

    public static ProblemException NotUploaded() =>
        new(ProblemKind.Conflict, "files.not-uploaded", "The store has not received the bytes. Send them to the signed URL first, then complete.");

    public static ProblemException WrongSize(long declared, long found) =>
        new(ProblemKind.Conflict, "files.wrong-size", $"Rejected: {found} bytes arrived where {declared} were declared. Upload it again as a new file.") { KeepChanges = true };

    public static ProblemException WrongHash() =>
        new(ProblemKind.Conflict, "files.wrong-hash", "Rejected: the SHA-256 of what arrived is not the declared one. Upload it again as a new file.") { KeepChanges = true };

    public static ProblemException WrongType(string declared) =>
        new(ProblemKind.Conflict, "files.wrong-type", $"Rejected: the bytes are not of type {declared}, whatever the file is called.") { KeepChanges = true };

    public static ProblemException NotAvailable() =>
        new(ProblemKind.Conflict, "files.not-available", "This file is not available: it is not uploaded yet, rejected, blocked or gone.");

    public static ProblemException NotBlocked() => new(ProblemKind.Conflict, "files.not-blocked", "This file is not blocked.");

    public static ProblemException AlreadyGone() => new(ProblemKind.Conflict, "files.already-gone", "This file has been deleted or has expired already.");

    public static ProblemException Reviewed() =>
        new(ProblemKind.Conflict, "files.reviewed", "A review names this file, so it is proof: only retention deletes it. Block it to keep people from downloading it.");

    public static ProblemException InPlan() =>
        new(ProblemKind.Conflict, "files.in-plan", "A plan version awaits review with this file; withdraw that version first.");

    public static ProblemException Shown() =>
        new(ProblemKind.Conflict, "files.shown", "The environment shows this logo; choose another or none in its settings first.");

    public static ProblemException LinkNotValid() =>
        new(ProblemKind.Forbidden, "files.link-not-valid", "This link to the store is not signed for this request, or has expired. Ask for a new one.");

    public static ProblemException UploadNotAsSigned() =>
        new(ProblemKind.Invalid, "files.upload-not-as-signed", "The length or content type of the upload is not the one that was signed. Send exactly the file that was declared, with the headers given.");

    public static ProblemException UploadOtherBytes() =>
        new(ProblemKind.Invalid, "files.upload-other-bytes", "The SHA-256 of what arrived is not the one that was declared; nothing was stored.");
}
