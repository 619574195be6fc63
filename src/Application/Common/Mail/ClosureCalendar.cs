using System.Text;
using Vemap.Domain.Closures;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Common.Mail;

/// <summary>The periods of closures as an iCalendar file (RFC 5545), so that they stand in the reader's own agenda.</summary>
public static class ClosureCalendar
{
    /// <summary>More periods than this an agenda does not hold: the mail says so.</summary>
    public const int MostEvents = 1000;

    private const int LineOctets = 75;

    /// <summary>The later periods of these closures do not fit.</summary>
    public static bool IsCut(IEnumerable<Closure> closures) => closures.Sum(closure => closure.Phases.Sum(phase => phase.Periods().Count())) > MostEvents;

    public static byte[] Write(IEnumerable<Closure> closures, IReadOnlyCollection<SkippedNight> off, MailingKind kind)
    {
        var calendar = new StringBuilder();
        Line(calendar, "BEGIN:VCALENDAR");
        Line(calendar, "VERSION:2.0");
        Line(calendar, "PRODID:-//VEMAP//Closures//EN");
        Line(calendar, "METHOD:PUBLISH");
        var periods = closures.SelectMany(closure => closure.Phases.SelectMany(phase => phase.Periods().Select(period => (closure, phase, period))));
        foreach (var (closure, phase, period) in periods.OrderBy(item => item.period.StartsAt).Take(MostEvents))
        {
            Line(calendar, "BEGIN:VEVENT");
            Line(calendar, $"UID:{phase.Id.Value:N}-{period.Day:yyyyMMdd}@vemap");
            // Both only rise: whoever has the night in their agenda already takes over what became of it.
            Line(calendar, $"SEQUENCE:{closure.ContentVersion + closure.NightsVersion}");
            Line(calendar, $"DTSTAMP:{Utc(closure.UpdatedAt)}");
            Line(calendar, $"DTSTART:{Utc(period.StartsAt)}");
            // An event without an end stands in the agenda at its start; its summary says that it goes on.
            if (!OpenEnd.Is(period.EndsAt)) Line(calendar, $"DTEND:{Utc(period.EndsAt)}");
            var openEnd = OpenEnd.Is(period.EndsAt) ? $" ({MailLanguage.Dutch.UntilFurtherNotice} / {MailLanguage.English.UntilFurtherNotice})" : "";
            Line(calendar, $"SUMMARY:{Escape($"{closure.Number} {closure.RoadNumber} {closure.Title}{openEnd}")}");
            Line(calendar, $"LOCATION:{Escape(closure.Place)}");
            Line(calendar, $"STATUS:{(off.Contains(new SkippedNight(phase.Id, period.Day)) ? "CANCELLED" : Status(kind))}");
            Line(calendar, "TRANSP:TRANSPARENT");
            Line(calendar, "END:VEVENT");
        }

        Line(calendar, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(calendar.ToString());
    }

    // An announcement says itself that its details may still change.
    private static string Status(MailingKind kind) => kind switch
    {
        MailingKind.Withdrawal => "CANCELLED",
        MailingKind.Announcement => "TENTATIVE",
        _ => "CONFIRMED",
    };

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    // A line of more than 75 octets is folded, never within a character.
    private static void Line(StringBuilder calendar, string text)
    {
        var octets = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                calendar.Append("\r\n ");
                octets = 1;
            }

            calendar.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        calendar.Append("\r\n");
    }
}
