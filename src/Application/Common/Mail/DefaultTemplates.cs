using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Common.Mail;

/// <summary>The default templates: an introduction for each kind of mailing, around one body per language (Templates/closures.*.html). The first change of one makes it the environment's own, under the same id.</summary>
public static class DefaultTemplates
{
    private const string Subject = "[((mailing.mark))] ((mailing.numbers)) ((mailing.roads)), ((mailing.dates))";

    public static IReadOnlyList<DefaultTemplate> All { get; } =
    [
        Make("01990000-0000-7000-8000-000000000001", "Aankondiging", MailingKind.Announcement,
            "De onderstaande afsluiting is gepland. De gegevens kunnen nog wijzigen; u krijgt bericht als dat gebeurt.",
            "The closure below is planned. Details may still change; you will receive a message if they do."),
        Make("01990000-0000-7000-8000-000000000002", "Definitief", MailingKind.Definitive,
            "De onderstaande afsluiting is definitief.",
            "The closure below is final."),
        Make("01990000-0000-7000-8000-000000000003", "Wijziging", MailingKind.Change,
            "De onderstaande afsluiting is gewijzigd. Dit bericht vervangt wat u eerder kreeg.",
            "The closure below has changed. This message replaces what you received before."),
        Make("01990000-0000-7000-8000-000000000004", "Vervallen", MailingKind.Withdrawal,
            "De onderstaande afsluiting gaat niet door. De weg blijft open.",
            "The closure below will not take place. The road stays open."),
        Make("01990000-0000-7000-8000-000000000005", "Uitloop", MailingKind.Overrun,
            "De onderstaande afsluiting duurt langer dan gepland. Houd er rekening mee dat de weg nog niet open is.",
            "The closure below takes longer than planned. Please take into account that the road is not open yet."),
    ];

    public static DefaultTemplate? Find(MessageTemplateId id) => All.FirstOrDefault(template => template.Id == id);

    public static bool HasName(string name, MessageTemplateId? except = null) => All.Any(template => template.Name == name && template.Id != except);

    private static DefaultTemplate Make(string id, string name, MailingKind kind, string dutch, string english) =>
        new(new MessageTemplateId(Guid.Parse(id)), name, kind, [Text(MailLanguage.Dutch, dutch), Text(MailLanguage.English, english)]);

    private static MessageText Text(MailLanguage words, string introduction) =>
        new(words.Language, Subject, EmbeddedTemplate.Fill(EmbeddedTemplate.Read($"closures.{words.Language}.html"), ("introduction", introduction)));
}
