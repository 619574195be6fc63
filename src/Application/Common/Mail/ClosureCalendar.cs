using System.Text;
using Vemap.Domain.Closures;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Common.Mail;

/// <summary>Who a calendar comes from, as mail programs show it.</summary>
public sealed record CalendarOrganizer(string Name, string Address);

/// <summary>Writes the nights of closures as an iCalendar file (RFC 5545), so that they stand in the reader's own calendar.</summary>
public static class ClosureCalendar
{
    /// <summary>The largest number of nights in one file; the mail says when there are more.</summary>
    public const int MaxEvents = 1000;

    private const int LineOctets = 75;

    /// <summary>True when the closures have more nights than one file holds.</summary>
    public static bool IsCut(IEnumerable<Closure> closures) => closures.Sum(closure => closure.Occurrences.Count) > MaxEvents;

    /// <summary>A withdrawal cancels what the reader's calendar holds; everything else publishes.</summary>
    public static string Method(MailingKind kind) => kind == MailingKind.Withdrawal ? "CANCEL" : "PUBLISH";

    /// <summary>The calendar of these closures.</summary>
    /// <param name="closures">With their occurrences.</param>
    /// <param name="skipped">Nights that are reported as not carried out.</param>
    /// <param name="dropped">Nights that earlier mails announced and that the closure no longer has.</param>
    public static byte[] Write(
        IReadOnlyCollection<Closure> closures, IReadOnlyCollection<SkippedNight> skipped, ILookup<ClosureId, MailedNight> dropped, CalendarOrganizer organizer, MailingKind kind)
    {
        var calendar = new StringBuilder();
        Line(calendar, "BEGIN:VCALENDAR");
        Line(calendar, "VERSION:2.0");
        Line(calendar, "PRODID:-//VEMAP//Closures//EN");
        Line(calendar, $"METHOD:{Method(kind)}");
        var current = closures.SelectMany(closure => closure.Occurrences.Where(night => kind != MailingKind.Withdrawal || night.Status is not (OccurrenceStatus.Started or OccurrenceStatus.Ended))
            .Select(night => (closure, night: Night(night), status: skipped.Contains(new SkippedNight(night.PhaseId, night.Day)) ? "CANCELLED" : Status(kind))));
        var cancelled = closures.SelectMany(closure => dropped[closure.Id].Select(night => (closure, night, status: "CANCELLED")));
        foreach (var (closure, night, status) in cancelled.Concat(current.OrderBy(item => item.night.StartsAt)).Take(MaxEvents)) Event(calendar, closure, night, status, organizer);
        Line(calendar, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(calendar.ToString());
    }

    // The UID is the occurrence's, which keeps its id when its phase is edited. Each number in SEQUENCE only rises: the version with every step, also without a change of content.
    private static void Event(StringBuilder calendar, Closure closure, MailedNight night, string status, CalendarOrganizer organizer)
    {
        Line(calendar, "BEGIN:VEVENT");
        Line(calendar, $"UID:{night.Occurrence.Value:N}@vemap");
        Line(calendar, $"SEQUENCE:{closure.Version + closure.ContentVersion + closure.NightsVersion}");
        Line(calendar, $"DTSTAMP:{Utc(closure.UpdatedAt)}");
        Line(calendar, $"ORGANIZER;CN=\"{Parameter(organizer.Name)}\":mailto:{organizer.Address}");
        Line(calendar, $"DTSTART:{Utc(night.StartsAt)}");
        // An event without an end stands in the calendar at its start; its summary says that it goes on.
        if (!OpenEnd.Is(night.EndsAt)) Line(calendar, $"DTEND:{Utc(night.EndsAt)}");
        var openEnd = OpenEnd.Is(night.EndsAt) ? $" ({MailLanguage.Dutch.UntilFurtherNotice} / {MailLanguage.English.UntilFurtherNotice})" : "";
        Line(calendar, $"SUMMARY:{Escape($"{closure.Number} {closure.RoadNumber} {closure.Title}{openEnd}")}");
        Line(calendar, $"LOCATION:{Escape(closure.Place)}");
        Line(calendar, $"STATUS:{status}");
        Line(calendar, "TRANSP:TRANSPARENT");
        Line(calendar, "END:VEVENT");
    }

    /// <summary>The night as a mailing keeps it, to cancel it later under the same UID.</summary>
    public static MailedNight Night(Occurrence occurrence) => new(occurrence.Id, occurrence.StartsAt, occurrence.EndsAt);

    // The details of an announcement may still change.
    private static string Status(MailingKind kind) => kind switch
    {
        MailingKind.Withdrawal => "CANCELLED",
        MailingKind.Announcement => "TENTATIVE",
        _ => "CONFIRMED",
    };

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    // The value of a parameter can hold neither a quote nor a control character.
    private static string Parameter(string text) => string.Concat(text.Where(character => character != '"' && !char.IsControl(character)));

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
