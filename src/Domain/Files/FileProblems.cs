namespace Vemap.Domain.Files;

public static class FileProblems
{
    public static ProblemException NotWaiting() =>
        new(ProblemKind.Conflict, "files.not-waiting", "This file no longer waits for its bytes. To send other bytes, announce a new file.");

    public static ProblemException NotUploaded() =>
        new(ProblemKind.Conflict, "files.not-uploaded", "The store has not received the bytes. Send them to the signed URL first, then complete the file.");

    public static ProblemException TooManyWaiting(int mostFiles, long mostBytes) =>
        new(ProblemKind.Conflict, "files.too-many-waiting",
            $"In this environment at most {mostFiles} files and {mostBytes / 1024 / 1024} MB may wait for their bytes at a time. "
            + "Complete or delete some of them; the rest expire after a day.");

    public static ProblemException WrongSize(long declared, long found) =>
        new(ProblemKind.Conflict, "files.wrong-size",
            $"Rejected: {found} bytes arrived where {declared} were declared. Upload it again as a new file.")
        { KeepChanges = true };

    public static ProblemException WrongHash() =>
        new(ProblemKind.Conflict, "files.wrong-hash",
            "Rejected: the SHA-256 of the bytes is not the declared one. Upload it again as a new file.")
        { KeepChanges = true };

    public static ProblemException WrongType(string declared) =>
        new(ProblemKind.Conflict, "files.wrong-type", $"Rejected: the bytes are not of type {declared}.") { KeepChanges = true };

    /// <summary>The problem for a fault that the check of the content found.</summary>
    public static ProblemException Refused(FileFault fault, string declared) => fault switch
    {
        FileFault.OtherType => WrongType(declared),
        FileFault.Damaged => Damaged(declared),
        FileFault.Encrypted => Encrypted(),
        FileFault.Script => HasScript(),
        FileFault.LaunchAction => HasLaunchAction(),
        FileFault.AttachedFile => HasAttachment(),
        FileFault.Macros => HasMacros(),
        _ => NotCheckable(),
    };

    public static ProblemException NotAvailable() =>
        new(ProblemKind.Conflict, "files.not-available", "This file is not available: it is not uploaded yet, rejected, blocked, expired or deleted.");

    public static ProblemException NotBlocked() => new(ProblemKind.Conflict, "files.not-blocked", "This file is not blocked.");

    public static ProblemException AlreadyGone() => new(ProblemKind.Conflict, "files.already-gone", "This file has been deleted or has expired.");

    public static ProblemException Reviewed() =>
        new(ProblemKind.Conflict, "files.reviewed", "A review names this file, so it is evidence that only retention deletes. Block it to stop downloads.");

    public static ProblemException InPlan() =>
        new(ProblemKind.Conflict, "files.in-plan", "A plan version with this file awaits review; withdraw that version first.");

    public static ProblemException Shown() =>
        new(ProblemKind.Conflict, "files.shown", "The environment shows this logo; choose another one or none in its settings first.");

    public static ProblemException LinkNotValid() =>
        new(ProblemKind.Forbidden, "files.link-not-valid", "This link to the store is not signed for this request, or has expired. Request a new one.");

    public static ProblemException LinkEnded() =>
        new(ProblemKind.Gone, "files.link-ended", "This link has ended: its file was completed, blocked or removed since, or its environment is suspended.");

    public static ProblemException UploadInProgress() =>
        new(ProblemKind.Conflict, "files.upload-in-progress",
            "This file is being uploaded at this moment. Wait for that upload to end, then send the bytes again if it failed.");

    public static ProblemException UploadNotAsSigned() =>
        new(ProblemKind.Invalid, "files.upload-not-as-signed",
            "The length or content type of the upload is not the signed one. Send exactly the declared file, with the headers given.");

    public static ProblemException UploadOtherBytes() =>
        new(ProblemKind.Invalid, "files.upload-other-bytes", "The SHA-256 of the received bytes is not the declared one; nothing was stored.");

    private static ProblemException Damaged(string declared) =>
        new(ProblemKind.Conflict, "files.damaged",
            $"Rejected: the file begins as {declared}, but it is cut off or damaged. Write it anew and upload it as a new file.")
        { KeepChanges = true };

    private static ProblemException Encrypted() =>
        new(ProblemKind.Conflict, "files.encrypted",
            "Rejected: the file is encrypted or protected. Save it without a password and without restrictions.")
        { KeepChanges = true };

    private static ProblemException NotCheckable() =>
        new(ProblemKind.Conflict, "files.not-checkable",
            "Rejected: the file cannot be checked within the limits for unpacked size, nesting and number of parts. "
            + "Save it in a simpler form.")
        { KeepChanges = true };

    private static ProblemException HasScript() =>
        new(ProblemKind.Conflict, "files.has-script", "Rejected: the PDF contains JavaScript or an XFA form. Print it to a new PDF.") { KeepChanges = true };

    private static ProblemException HasLaunchAction() =>
        new(ProblemKind.Conflict, "files.has-launch-action",
            "Rejected: the PDF contains an action that starts a program. Print it to a new PDF.")
        { KeepChanges = true };

    private static ProblemException HasAttachment() =>
        new(ProblemKind.Conflict, "files.has-attachment",
            "Rejected: the PDF has files attached to it. Save it without them and upload them as files of their own.")
        { KeepChanges = true };

    private static ProblemException HasMacros() =>
        new(ProblemKind.Conflict, "files.has-macros",
            "Rejected: the document contains macros or ActiveX controls. Save it without them.")
        { KeepChanges = true };
}
