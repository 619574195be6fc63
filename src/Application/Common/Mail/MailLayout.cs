using System.Globalization;

namespace Vemap.Application.Common.Mail;

/// <summary>The paper that every mail is written on: a mail program gets a whole page with its styles inline.</summary>
public static class MailLayout
{
    public const string Font = "font-family:'Source Sans 3','Segoe UI',Helvetica,Arial,sans-serif";

    private const string OwnAccent = "#12304f";

    /// <summary>Puts the text of a message on the paper; all values must be escaped already.</summary>
    public static string Wrap(string html, string subject, string environment, string? accent, MailLanguage words) => $"""
        <!DOCTYPE html>
        <html lang="{words.Language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light">
        <title>{subject}</title>
        </head>
        <body style="margin:0;padding:0;background:#eef1f4;{Font};font-size:16px;line-height:1.5;color:#1b2733">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#eef1f4">
        <tr><td align="center" style="padding:24px 12px">
        <table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:640px;background:#ffffff;border:1px solid #d3dae2;border-radius:4px">
        <tr><td style="background:{accent ?? OwnAccent};color:{TextOn(accent ?? OwnAccent)};padding:16px 28px;border-radius:4px 4px 0 0;font-size:18px;font-weight:bold">{environment}</td></tr>
        <tr><td style="padding:28px;{Font};font-size:16px;line-height:1.5;color:#1b2733">
        {html}
        </td></tr>
        <tr><td style="padding:16px 28px;border-top:1px solid #d3dae2;{Font};font-size:13px;line-height:1.45;color:#56606d">
        {words.Choose("U krijgt dit bericht omdat u bij", "You receive this message because you are registered with")} {environment} {words.Choose("geregistreerd staat als belanghebbende bij afsluitingen.", "as a stakeholder of road closures.")}
        </td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>
        """;

    /// <summary>White where it has WCAG's contrast of 4.5 on this "#rrggbb", else black, which has it then.</summary>
    public static string TextOn(string colour) => 1.05 / (Luminance(colour) + 0.05) >= 4.5 ? "#ffffff" : "#000000";

    private static double Luminance(string colour) => (0.2126 * Linear(colour[1..3])) + (0.7152 * Linear(colour[3..5])) + (0.0722 * Linear(colour[5..7]));

    private static double Linear(string hex)
    {
        var part = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
