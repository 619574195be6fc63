namespace Vemap.Domain.MessageTemplates;

/// <summary>The names that a message may ask for between double brackets.</summary>
public static class MessagePlaceholders
{
    public const string RecipientName = "recipient.name";
    public const string RecipientOrganisation = "recipient.organisation";

    /// <summary>NIEUW, GEWIJZIGD, VERVALLEN or UITLOOP.</summary>
    public const string Mark = "mailing.mark";
    public const string Numbers = "mailing.numbers";
    public const string Roads = "mailing.roads";
    public const string Dates = "mailing.dates";
    public const string ProjectName = "project.name";
    public const string ProjectCode = "project.code";
    public const string EnvironmentName = "environment.name";
    public const string DutyDesk = "environment.duty-desk";

    public const string Number = "closure.number";
    public const string Title = "closure.title";
    public const string Road = "closure.road";
    public const string Where = "closure.where";
    public const string When = "closure.when";
    /// <summary>Until when it is expected to last; only while it overruns.</summary>
    public const string ExpectedEnd = "closure.expected-end";
    public const string EmergencyServices = "closure.emergency-services";
    public const string PublicTransport = "closure.public-transport";
    /// <summary>The number on site alone, as a link or a navigation device takes it.</summary>
    public const string Phone = "closure.phone";
    /// <summary>All numbers with their names, and the authority's duty desk.</summary>
    public const string Contacts = "closure.contacts";
    public const string Measures = "closure.measures";
    public const string Hindrance = "closure.hindrance";
    public const string Detours = "closure.detours";
    public const string Text = "closure.text";
    public const string Coordinates = "closure.coordinates";
    public const string Link = "closure.link";

    /// <summary>Filled in for each recipient by the mail service, the last of all.</summary>
    public static IReadOnlyList<string> OfRecipient { get; } = [RecipientName, RecipientOrganisation];

    /// <summary>Every name there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. OfRecipient, Mark, Numbers, Roads, Dates, ProjectName, ProjectCode, EnvironmentName, DutyDesk,
        Number, Title, Road, Where, When, ExpectedEnd, EmergencyServices, PublicTransport, Phone, Contacts, Measures, Hindrance, Detours, Text, Coordinates, Link,
    ];

    public static bool IsOfRecipient(string name) => OfRecipient.Contains(name, StringComparer.OrdinalIgnoreCase);
}
