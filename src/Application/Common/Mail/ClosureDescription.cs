using Vemap.Domain.Closures;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Common.Mail;

/// <summary>A closure in words, for somebody who was not at the table: where, when, who can pass, whom to call.</summary>
public static class ClosureDescription
{
    /// <summary>The values of one closure; what is not known is left out. The internal note is never among them.</summary>
    public static IReadOnlyDictionary<string, string> Of(Closure closure, IReadOnlyCollection<SkippedNight> off, MailLanguage words, string? dutyDesk, string? link, DateTimeOffset? expectedEnd = null)
    {
        var values = new Dictionary<string, string?>
        {
            [MessagePlaceholders.Number] = closure.Number,
            [MessagePlaceholders.Title] = closure.Title,
            [MessagePlaceholders.Road] = Road(closure),
            [MessagePlaceholders.Where] = Where(closure, words),
            [MessagePlaceholders.When] = string.Join('\n', closure.Phases.OrderBy(phase => phase.StartsAt).Select(phase => When(phase, off, words))),
            [MessagePlaceholders.ExpectedEnd] = expectedEnd is { } end ? words.Moment(end) : null,
            [MessagePlaceholders.EmergencyServices] = Passages(closure.Measures.Select(measure => measure.EmergencyServices), words),
            [MessagePlaceholders.PublicTransport] = Passages(closure.Measures.Select(measure => measure.PublicTransport), words),
            [MessagePlaceholders.Phone] = closure.Contacts.OrderBy(contact => contact.Kind).FirstOrDefault()?.Phone ?? dutyDesk,
            [MessagePlaceholders.Contacts] = Contacts(closure, words, dutyDesk),
            [MessagePlaceholders.Measures] = string.Join('\n', closure.Measures.Select(measure => Measure(measure, words))),
            [MessagePlaceholders.Hindrance] = closure.HindranceValue is { } value ? Hindrance(closure.HindranceScheme, value, words) : null,
            [MessagePlaceholders.Detours] = string.Join('\n', closure.Detours.Select(detour => Detour(detour, words))),
            [MessagePlaceholders.Text] = closure.PublicText,
            [MessagePlaceholders.Coordinates] = RoadPoints.Of(closure.Geometry),
            [MessagePlaceholders.Link] = link,
        };
        return values.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value!);
    }

    /// <summary>The values of the whole mailing.</summary>
    public static IReadOnlyDictionary<string, string> Of(MailingKind kind, IReadOnlyCollection<Closure> closures, MailLanguage words)
    {
        var values = new Dictionary<string, string>
        {
            [MessagePlaceholders.Numbers] = words.List(closures.Select(closure => closure.Number).Order()),
            [MessagePlaceholders.Roads] = words.List(closures.Select(Road).Distinct().Order()),
            [MessagePlaceholders.Dates] = Dates(closures.Min(closure => closure.StartsAt), closures.Max(closure => closure.EndsAt), words),
        };
        if (words.Mark(kind) is { } mark) values[MessagePlaceholders.Mark] = mark;
        return values;
    }

    private static string Road(Closure closure) => closure.RoadNumber ?? closure.Place;

    private static string Dates(DateTimeOffset start, DateTimeOffset end, MailLanguage words)
    {
        var first = AmsterdamTime.DayOf(start);
        return OpenEnd.Is(end) ? $"{words.Choose("vanaf", "from")} {words.Date(first)} {words.UntilFurtherNotice}" : words.Dates(first, AmsterdamTime.DayOf(end));
    }

    private static string Where(Closure closure, MailLanguage words)
    {
        var hectometers = (closure.HectometerFrom, closure.HectometerTo) switch
        {
            ({ } from, { } to) => $"hm {words.Number(from)}{closure.HectometerFromLetter} – {words.Number(to)}{closure.HectometerToLetter}",
            ({ } from, null) => $"hm {words.Number(from)}{closure.HectometerFromLetter}",
            _ => null,
        };
        var side = closure.Side switch
        {
            RoadSide.Left => words.Choose("linkerrijbaan", "left carriageway"),
            RoadSide.Right => words.Choose("rechterrijbaan", "right carriageway"),
            RoadSide.Both => words.Choose("beide rijbanen", "both carriageways"),
            _ => null,
        };
        return string.Join(", ", new[] { closure.RoadNumber, hectometers, side, closure.Place }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string When(Phase phase, IReadOnlyCollection<SkippedNight> off, MailLanguage words)
    {
        var fallen = off.Where(night => night.Phase == phase.Id).Select(night => night.Day).ToList();
        var name = phase.Name is null ? "" : phase.Name + ": ";
        if (phase.WindowFrom is not { } from || phase.WindowTo is not { } to)
            return $"{name}{words.Moment(phase.StartsAt)} {words.End(phase.EndsAt)}{(fallen.Count == 0 ? "" : words.Choose(": gaat niet door", ": will not be carried out"))}";
        // A window of several days is named by the day on which it ends too: "vr 21:00 – ma 05:00".
        var length = phase.Window!.EndsAfterDays;
        if (length > 1) return $"{name}{Long(phase, length, words)}, {Span(phase, words)}{Without(phase, fallen, words)}";
        var night = length == 1;
        if (!phase.IsOpenEnded && phase.Periods().Take(2).ToList() is [var only])
            return $"{name}{from:HH:mm}–{to:HH:mm} {Once(only.Day, night, words)}{(fallen.Count == 0 ? "" : words.Choose(": gaat niet door", ": will not be carried out"))}";
        var often = phase.Weekdays.Count is 0 or 7
            ? night ? words.Choose("elke nacht", "every night") : words.Choose("elke dag", "every day")
            : $"{(night ? words.Choose("in de nachten vanaf", "on the nights starting on") : words.Choose("op", "on"))} {words.Days(phase.Weekdays)}";
        return $"{name}{from:HH:mm}–{to:HH:mm} {often}, {Span(phase, words)}{Without(phase, fallen, words)}";
    }

    private static string Long(Phase phase, int length, MailLanguage words)
    {
        var days = phase.Weekdays.Count == 0 ? Enum.GetValues<DayOfWeek>() : phase.Weekdays;
        return words.List(days.Select(day => $"{words.Days([day])} {phase.WindowFrom:HH:mm} – {words.Days([(DayOfWeek)(((int)day + length) % 7)])} {phase.WindowTo:HH:mm}"));
    }

    private static string Span(Phase phase, MailLanguage words)
    {
        var first = words.Day(AmsterdamTime.DayOf(phase.StartsAt));
        return phase.IsOpenEnded
            ? $"{words.Choose("vanaf", "from")} {first} {words.UntilFurtherNotice}"
            : $"{first} {words.Choose("t/m", "to")} {words.Day(AmsterdamTime.DayOf(phase.EndsAt))}";
    }

    private static string Without(Phase phase, IReadOnlyCollection<DateOnly> fallen, MailLanguage words)
    {
        var days = phase.Exceptions.Union(fallen).Order().ToList();
        return days.Count == 0 ? "" : words.Choose("; niet op ", "; not on ") + words.List(days.Select(words.Day));
    }

    private static string Once(DateOnly day, bool isNight, MailLanguage words) => isNight
        ? $"{words.Choose("in de nacht van", "in the night of")} {words.Day(day)} {words.Choose("op", "to")} {words.Day(day.AddDays(1))}"
        : $"{words.Choose("op", "on")} {words.Day(day)}";

    // The strictest of all measures counts: whoever is told "free" must not meet a closed road.
    private static string Passages(IEnumerable<Passage> passages, MailLanguage words) => passages.Select(passage => (Passage?)passage).Max() switch
    {
        Passage.Free => words.Choose("Ja, vrije doorgang", "Yes, free passage"),
        Passage.OnRequest => words.Choose("Alleen na overleg: bel eerst", "Only on request: call first"),
        Passage.None => words.Choose("Nee, geen doorgang", "No passage"),
        _ => words.Choose("Niet opgegeven: bel eerst", "Not stated: call first"),
    };

    private static string? Contacts(Closure closure, MailLanguage words, string? dutyDesk)
    {
        var contacts = closure.Contacts.OrderBy(contact => contact.Kind).Select(contact => $"{contact.Phone} ({contact.Name})").ToList();
        if (dutyDesk is not null) contacts.Add($"{dutyDesk} ({words.Choose("meldkamer wegbeheerder", "road authority's duty desk")})");
        return contacts.Count == 0 ? null : string.Join('\n', contacts.Distinct());
    }

    private static string Measure(TrafficMeasure measure, MailLanguage words)
    {
        var value = measure.Value is { } number ? words.Number(number) : "";
        var what = measure.Kind switch
        {
            MeasureKind.FullClosure => words.Choose("Volledig afgesloten", "Fully closed"),
            MeasureKind.OneDirection => words.Choose("Afgesloten in één richting", "Closed in one direction"),
            MeasureKind.Lanes => words.Choose($"{value} rijstroken open", $"{value} lanes open"),
            MeasureKind.Speed => words.Choose($"Maximumsnelheid {value} km/u", $"Speed limit {value} km/h"),
            MeasureKind.Width => words.Choose($"Maximale breedte {value} m", $"Width limit {value} m"),
            MeasureKind.Height => words.Choose($"Maximale hoogte {value} m", $"Height limit {value} m"),
            _ => words.Choose($"Maximaal gewicht {value} t", $"Weight limit {value} t"),
        };
        var modes = measure.Modes.Count == 0 ? "" : $" ({words.List(measure.Modes.Select(mode => Mode(mode, words)))})";
        return $"{what}{modes}{(measure.Description is null ? "" : ": " + measure.Description)}";
    }

    private static string Mode(TrafficMode mode, MailLanguage words) => mode switch
    {
        TrafficMode.Cars => words.Choose("auto's", "cars"),
        TrafficMode.Lorries => words.Choose("vrachtwagens", "lorries"),
        TrafficMode.Buses => words.Choose("bussen", "buses"),
        TrafficMode.Trams => words.Choose("trams", "trams"),
        TrafficMode.Motorcycles => words.Choose("motoren", "motorcycles"),
        TrafficMode.Mopeds => words.Choose("bromfietsen", "mopeds"),
        TrafficMode.Bicycles => words.Choose("fietsers", "cyclists"),
        TrafficMode.Pedestrians => words.Choose("voetgangers", "pedestrians"),
        _ => words.Choose("landbouwverkeer", "agricultural vehicles"),
    };

    private static string Hindrance(HindranceScheme? scheme, string value, MailLanguage words) => scheme switch
    {
        HindranceScheme.NdwCategory => words.Choose($"categorie {value} (NDW)", $"category {value} (NDW)"),
        HindranceScheme.Class => words.Choose($"hinderklasse {value}", $"hindrance class {value}"),
        _ => words.Choose($"impact: {MelvinInDutch(value)} (Melvin)", $"impact: {value} (Melvin)"),
    };

    private static string MelvinInDutch(string value) => value switch
    {
        "none" => "geen",
        "little" => "klein",
        "average" => "gemiddeld",
        "big" => "groot",
        "huge" => "zeer groot",
        _ => value,
    };

    private static string Detour(Detour detour, MailLanguage words)
    {
        var modes = detour.Modes.Count == 0 ? "" : $" ({words.List(detour.Modes.Select(mode => Mode(mode, words)))})";
        return $"{detour.Name}{modes}{(detour.Description is null ? "" : ": " + detour.Description)}";
    }
}
