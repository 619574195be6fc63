namespace Vemap.Application.Features.Users;

/// <summary>The texts of the mails about accounts, in Dutch and English; the mail service fills in name, environment and link.</summary>
internal static class AccountMailContents
{
    public static RenderedMessage For(AccountMailKind kind, string language) => (kind, language) switch
    {
        (AccountMailKind.Invitation, "en") => Mail(
            "Invitation to VEMAP: ((environment))",
            ["Dear ((name)),", "You have been invited to work on road closures in VEMAP, for ((environment)).", "Choose a password within seven days:"],
            "Choose a password"),
        (AccountMailKind.Invitation, _) => Mail(
            "Uitnodiging voor VEMAP: ((environment))",
            ["Beste ((name)),", "U bent uitgenodigd om in VEMAP met wegafsluitingen te werken, voor ((environment)).", "Kies binnen zeven dagen een wachtwoord:"],
            "Wachtwoord kiezen"),
        (AccountMailKind.AddedToEnvironment, "en") => Mail(
            "Invitation to ((environment)) in VEMAP",
            ["Dear ((name)),", "You have been invited to work in ((environment)). Log in with the password that you already have, and accept the invitation:"],
            "Open VEMAP"),
        (AccountMailKind.AddedToEnvironment, _) => Mail(
            "Uitnodiging voor ((environment)) in VEMAP",
            ["Beste ((name)),", "U bent uitgenodigd om in ((environment)) te werken. Log in met het wachtwoord dat u al heeft, en accepteer de uitnodiging:"],
            "VEMAP openen"),
        (AccountMailKind.AdminInvitation, "en") => Mail(
            "Invitation to run VEMAP",
            ["Dear ((name)),", "You have been invited to run VEMAP: its client environments and their users.", "Choose a password within seven days:"],
            "Choose a password"),
        (AccountMailKind.AdminInvitation, _) => Mail(
            "Uitnodiging om VEMAP te beheren",
            ["Beste ((name)),", "U bent uitgenodigd om VEMAP te beheren: de omgevingen van opdrachtgevers en hun gebruikers.", "Kies binnen zeven dagen een wachtwoord:"],
            "Wachtwoord kiezen"),
        (AccountMailKind.MadeAdmin, "en") => Mail(
            "You run VEMAP now",
            ["Dear ((name)),", "You have been asked to run VEMAP, and may do so from now on. Log in with the password that you have already:"],
            "Open VEMAP"),
        (AccountMailKind.MadeAdmin, _) => Mail(
            "U beheert nu VEMAP",
            ["Beste ((name)),", "U bent gevraagd om VEMAP te beheren, en kunt dat vanaf nu. Log in met het wachtwoord dat u al heeft:"],
            "VEMAP openen"),
        (_, "en") => Mail(
            "A new password for VEMAP",
            ["Dear ((name)),", "Somebody, probably you, asked for a new password. If it was not you, do nothing.", "The link works once, within an hour:"],
            "Choose a new password"),
        _ => Mail(
            "Een nieuw wachtwoord voor VEMAP",
            ["Beste ((name)),", "Iemand, waarschijnlijk u, vroeg om een nieuw wachtwoord. Was u dat niet, dan hoeft u niets te doen.", "De link werkt één keer, binnen een uur:"],
            "Nieuw wachtwoord kiezen"),
    };

    private static RenderedMessage Mail(string subject, string[] paragraphs, string button)
    {
        var html = string.Concat(paragraphs.Select(paragraph => $"<p>{paragraph}</p>"));
        var text = string.Join("\n\n", paragraphs);
        return new RenderedMessage(
            subject,
            $"<!DOCTYPE html><html><body style=\"font-family:sans-serif\">{html}<p><a href=\"((link))\">{button}</a></p><p>((link))</p></body></html>",
            $"{text}\n\n((link))\n",
            []);
    }
}
