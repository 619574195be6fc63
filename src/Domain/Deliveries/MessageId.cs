using System.Globalization;

namespace Vemap.Domain.Deliveries;

/// <summary>The Message-ID of a mail: it follows from the recipient, so that later mails can thread under it without having kept it, and a mail program that gets a second attempt sees that it is the same mail.</summary>
public static class MessageId
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static string Of(RecipientId recipient, string fromAddress) =>
        $"<{recipient.Value:N}@{Ascii(fromAddress[(fromAddress.LastIndexOf('@') + 1)..])}>";

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
