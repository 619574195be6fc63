using System.Diagnostics.CodeAnalysis;

namespace Vemap.Infrastructure.Smtp;

/// <summary>An address that is safe in a command and in a header; the domain in its ASCII form.</summary>
internal sealed record SmtpAddress(string Local, string Domain)
{
    /// <summary>The local part has letters beyond ASCII: only a server with SMTPUTF8 can take it.</summary>
    public bool NeedsUtf8 => Local.Any(character => !char.IsAscii(character));

    public static bool TryParse(string text, [NotNullWhen(true)] out SmtpAddress? address)
    {
        address = MailAddress.TryParse(text, out var local, out var domain) ? new SmtpAddress(local, domain) : null;
        return address is not null;
    }

    /// <summary>The address, or a FormatException whose message does not contain it.</summary>
    public static SmtpAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException("An address of this mail cannot be mailed to or from.");

    public override string ToString() => $"{Local}@{Domain}";
}
