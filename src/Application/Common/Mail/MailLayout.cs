using System.Globalization;

namespace Vemap.Application.Common.Mail;

/// <summary>The page around the text of every mail: a mail program gets a whole document with its styles inline.</summary>
public static class MailLayout
{
    private const string Font = "font-family:'Source Sans 3','Segoe UI',Helvetica,Arial,sans-serif";
    private const string OwnAccent = "#12304f";

    private static readonly string Page = EmbeddedTemplate.Read("layout.html");

    /// <summary>Puts the text of a message into the page; all values must be escaped already.</summary>
    public static string Wrap(string html, string subject, string environment, string? accent, MailLanguage words) => EmbeddedTemplate.Fill(
        Page,
        ("language", words.Language),
        ("subject", subject),
        ("font", Font),
        ("accent", accent ?? OwnAccent),
        ("on-accent", TextOn(accent ?? OwnAccent)),
        ("environment", environment),
        ("html", html),
        ("footer", words.Footer(environment)));

    /// <summary>White where it has WCAG's contrast of 4.5 on this "#rrggbb", otherwise black, which has it then.</summary>
    public static string TextOn(string colour) => 1.05 / (Luminance(colour) + 0.05) >= 4.5 ? "#ffffff" : "#000000";

    private static double Luminance(string colour) => (0.2126 * Linear(colour[1..3])) + (0.7152 * Linear(colour[3..5])) + (0.0722 * Linear(colour[5..7]));

    private static double Linear(string hex)
    {
        var part = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
