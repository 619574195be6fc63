using System.Globalization;
using Vemap.Domain.Closures;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Common.Mail;

/// <summary>The words of one language. The machine knows no culture, so days and months are written here.</summary>
public sealed class MailLanguage
{
    private readonly string[] days;
    private readonly string[] months;

    private MailLanguage(string language, string[] days, string[] months) => (Language, this.days, this.months) = (language, days, months);

    public static MailLanguage Dutch { get; } = new(
        "nl",
        ["zo", "ma", "di", "wo", "do", "vr", "za"],
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]);

    public static MailLanguage English { get; } = new(
        "en",
        ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]);

    public string Language { get; }

    private bool IsDutch => Language == "nl";

    public static MailLanguage For(string language) => language == "en" ? English : Dutch;

    /// <summary>The word in this language.</summary>
    public string Choose(string dutch, string english) => IsDutch ? dutch : english;

    /// <summary>"12 mei 2026".</summary>
    public string Date(DateOnly day) => $"{day.Day} {months[day.Month - 1]} {day.Year}";

    /// <summary>"di 12 mei 2026".</summary>
    public string Day(DateOnly day) => $"{days[(int)day.DayOfWeek]} {Date(day)}";

    /// <summary>"di 12 mei 2026 21:00", by the clock in Amsterdam; in the hour that autumn shows twice it says which one.</summary>
    public string Moment(DateTimeOffset instant)
    {
        var local = AmsterdamTime.Local(instant);
        var time = AmsterdamTime.IsDoubled(instant)
            ? $"{local:HH:mm} {(AmsterdamTime.IsSummerTime(instant) ? Choose("zomertijd", "summer time") : Choose("wintertijd", "winter time"))}"
            : $"{local:HH:mm}";
        return $"{Day(DateOnly.FromDateTime(local.DateTime))} {time}";
    }

    /// <summary>"tot di 12 mei 2026 21:00", or "tot nader order".</summary>
    public string End(DateTimeOffset instant) => OpenEnd.Is(instant) ? UntilFurtherNotice : $"{Choose("tot", "until")} {Moment(instant)}";

    public string UntilFurtherNotice => Choose("tot nader order", "until further notice");

    /// <summary>"12 mei 2026", "12–15 mei 2026", "28 mei – 3 juni 2026": every day on which something goes on.</summary>
    public string Dates(DateOnly first, DateOnly last) => (first, last) switch
    {
        _ when first == last => Date(first),
        _ when first.Year != last.Year => $"{Date(first)} – {Date(last)}",
        _ when first.Month != last.Month => $"{first.Day} {months[first.Month - 1]} – {Date(last)}",
        _ => $"{first.Day}–{Date(last)}",
    };

    /// <summary>"di, do en vr".</summary>
    public string Days(IReadOnlyList<DayOfWeek> weekdays) =>
        List(weekdays.OrderBy(day => ((int)day + 6) % 7).Select(day => days[(int)day]));

    /// <summary>"a, b en c".</summary>
    public string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {Choose("en", "and")} {all[^1]}";
    }

    /// <summary>"31,2".</summary>
    public string Number(decimal value)
    {
        var text = value.ToString("0.###", CultureInfo.InvariantCulture);
        return IsDutch ? text.Replace('.', ',') : text;
    }

    /// <summary>Why the reader gets this mail.</summary>
    public string Footer(string environment) => Choose(
        $"U krijgt dit bericht omdat u bij {environment} geregistreerd staat als belanghebbende bij afsluitingen.",
        $"You receive this message because you are registered with {environment} as a stakeholder of road closures.");

    /// <summary>With what the subject begins.</summary>
    public string? Mark(MailingKind kind) => kind switch
    {
        MailingKind.Announcement or MailingKind.Definitive => Choose("NIEUW", "NEW"),
        MailingKind.Change => Choose("GEWIJZIGD", "CHANGED"),
        MailingKind.Withdrawal => Choose("VERVALLEN", "CANCELLED"),
        MailingKind.Overrun => Choose("UITLOOP", "OVERRUN"),
        _ => null,
    };
}
