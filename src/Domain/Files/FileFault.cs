namespace Vemap.Domain.Files;

/// <summary>Why the content of an uploaded file is refused.</summary>
public enum FileFault
{
    /// <summary>It is not a file of the declared type.</summary>
    OtherType,

    /// <summary>It begins as the declared type, and is cut off or breaks its format's rules.</summary>
    Damaged,

    /// <summary>It can only be read with a key or a password, so it cannot be checked.</summary>
    Encrypted,

    /// <summary>It exceeds a limit of the check (size when unpacked, nesting, number of parts), or hides parts of itself in an unusual way.</summary>
    NotCheckable,

    Script,
    LaunchAction,
    AttachedFile,
    Macros,
}
