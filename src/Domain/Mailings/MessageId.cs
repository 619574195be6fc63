using System.Globalization;

namespace Vemap.Domain.Mailings;

/// <summary>The Message-ID of a mail: it follows from recipient and attempt, so that later mails can thread under it without having kept it.</summary>
public static class MessageId
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static string Of(RecipientId recipient, int attempt, string fromAddress) =>
        $"<{recipient.Value:N}.{attempt}@{Ascii(fromAddress[(fromAddress.LastIndexOf('@') + 1)..])}>";

    // As it goes over the wire. What is no domain stays as it is: no mail comes from there.
    private static string Ascii(string domain)
    {
        try
        {
            return Idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }
}
