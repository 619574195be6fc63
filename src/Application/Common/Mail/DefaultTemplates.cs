using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Common.Mail;

/// <summary>The default templates live in the code; the first change of one makes it the environment's own, under the same id.</summary>
public static class DefaultTemplates
{
    private const string Label = "style=\"padding:8px 12px 8px 16px;width:170px;color:#56606d;vertical-align:top;border-top:1px solid #e3e8ee\"";
    private const string Value = "style=\"padding:8px 16px 8px 0;vertical-align:top;border-top:1px solid #e3e8ee\"";

    public static IReadOnlyList<DefaultTemplate> All { get; } =
    [
        Make("01990000-0000-7000-8000-000000000001", "Aankondiging", MailingKind.Announcement,
            "De onderstaande afsluiting is gepland. De gegevens kunnen nog wijzigen; u hoort het als dat gebeurt.",
            "The closure below is planned. Details may still change; you will be told if they do."),
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
        new(new MessageTemplateId(Guid.Parse(id)), name, kind, [Text(MailLanguage.Dutch, kind, dutch), Text(MailLanguage.English, kind, english)]);

    private static MessageText Text(MailLanguage words, MailingKind kind, string intro) => new(
        words.Language,
        "[((mailing.mark))] ((mailing.numbers)) ((mailing.roads)), ((mailing.dates))",
        $"""
        <p>{words.Choose("Geachte", "Dear")} ((recipient.name)),</p>
        <p>{intro}</p>
        ((#closures))
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border:1px solid #c5ced8;border-radius:4px;margin:0 0 20px 0;font-size:15px">
        <tbody><tr><td colspan="2" style="background:#eef3f8;padding:10px 16px;font-size:17px;font-weight:bold;color:#12304f">((closure.number)) ((closure.title))</td></tr>
        {Row(words.Choose("Waar", "Where"), "<strong>((closure.where))</strong>")}
        {Row(words.Choose("Wanneer", "When"), "<strong>((closure.when))</strong>")}
        {(kind == MailingKind.Overrun ? Optional("closure.expected-end", words.Choose("Naar verwachting open", "Expected to open"), "<strong>((closure.expected-end))</strong>") : "")}
        {Row(words.Choose("Doorgang hulpdiensten", "Emergency services"), "<strong>((closure.emergency-services))</strong>")}
        {Row(words.Choose("Telefoon ter plaatse", "Phone on site"), "<strong>((closure.phone))</strong>")}
        {Row(words.Choose("Doorgang openbaar vervoer", "Public transport"), "((closure.public-transport))")}
        {Optional("closure.measures", words.Choose("Maatregelen", "Measures"))}
        {Optional("closure.detours", words.Choose("Omleiding", "Detour"))}
        {Optional("closure.hindrance", words.Choose("Hinder", "Hindrance"))}
        {Optional("closure.text", words.Choose("Toelichting", "Explanation"))}
        {Row(words.Choose("Coördinaten", "Coordinates"), "((closure.coordinates))")}
        </tbody></table>
        ((?closure.link))<p><a href="((closure.link))" style="color:#0b57a4">{words.Choose("Bekijk deze afsluiting, de kaart en het goedgekeurde plan", "See this closure, the map and the approved plan")}</a></p>((/closure.link))
        ((/closures))
        <p>{words.Choose("De data staan ook in de bijgevoegde agenda.", "The dates are in the attached calendar too.")}</p>
        <p>{words.Choose("Met vriendelijke groet", "Kind regards")},<br>((environment.name))<br>{words.Choose("Project", "Project")} ((project.name))</p>
        """);

    private static string Row(string label, string value) => $"<tr><td {Label}>{label}</td><td {Value}>{value}</td></tr>";

    private static string Optional(string name, string label, string? value = null) => $"((?{name})){Row(label, value ?? $"(({name}))")}((/{name}))";
}
