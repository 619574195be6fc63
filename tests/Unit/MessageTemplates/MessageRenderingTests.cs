using Vemap.Application.Common.Mail;
using Vemap.Domain.Closures;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;
using Vemap.Infrastructure.Html;
using Vemap.Unit.Mailings;

namespace Vemap.Unit.MessageTemplates;

public class MessageRenderingTests
{
    private static readonly Dictionary<string, string> Common = new() { ["project.name"] = "Brug <A9> & ((recipient.name))", ["mailing.mark"] = "NIEUW" };
    private static readonly Dictionary<string, string> First = new() { ["closure.number"] = "2026-0001", ["closure.text"] = "Een" };
    private static readonly Dictionary<string, string> Second = new() { ["closure.number"] = "2026-0002" };

    [Fact]
    public void A_block_is_written_once_for_each_closure() =>
        Assert.Equal("<ul><li>2026-0001</li><li>2026-0002</li></ul>", Of(First, Second).Html("<ul>((#closures))<li>((closure.number))</li>((/closures))</ul>"));

    [Fact]
    public void A_part_that_depends_on_a_value_is_left_out_without_it() =>
        Assert.Equal("Een.", Of(First, Second).Html("((#closures))((?closure.text))((closure.text)).((/closure.text))((/closures))"));

    [Fact]
    public void Values_are_escaped_and_bring_no_placeholder_of_their_own() =>
        Assert.Equal("Brug &lt;A9&gt; &amp; (\u2060(recipient.name))", Of(First).Html("((project.name))"));

    [Fact]
    public void The_recipients_own_placeholders_stay_for_the_last_merge() =>
        Assert.Equal("Dag ((recipient.name))", Of(First).Html("Dag ((recipient.name))"));

    [Fact]
    public void A_single_closure_can_be_spoken_of_anywhere() =>
        Assert.Equal("2026-0001", Of(First).Line("((closure.number))"));

    [Fact]
    public void Of_several_closures_nobody_knows_which_is_meant_outside_the_block() =>
        Assert.Equal(["closure.number"], Of(First, Second).Missing("((closure.number))"));

    [Fact]
    public void What_is_missing_names_the_closure_that_lacks_it() =>
        Assert.Equal(["closure.text (2026-0002)"], Of(First, Second).Missing("((#closures))((closure.text))((/closures))"));

    [Theory]
    [InlineData("((closure.nummer))")]
    [InlineData("((#closures)) nooit gesloten")]
    [InlineData("((/closures))")]
    [InlineData("((#closures))((?closure.text))((/closures))((/closure.text))")]
    [InlineData("((?closure.tekst))x((/closure.tekst))")]
    [InlineData("((#closures))((#closures))x((/closures))((/closures))")]
    [InlineData("((#closures))((?closure.text))((#closures))x((/closures))((/closure.text))((/closures))")]
    [InlineData("((#anything))x((/anything))")]
    [InlineData("((#closure.text))x((/closure.text))")]
    [InlineData("((closure.number")]
    [InlineData("((closure<b>.number</b>))")]
    public void Wrong_names_and_blocks_are_told(string text) => Assert.NotEmpty(MessageRendering.Errors(text));

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var errors = MessageRendering.Errors("((#nachten))((#closures))((#closures))((closure.nummer))((/closures))((/closures))((/nachten)) ((open");

        Assert.Equal(4, errors.Count);
        Assert.Contains(errors, error => error.Contains("nachten", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("within another", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("closure.nummer", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("not closed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_block_may_stand_in_a_part_that_depends_on_a_value() =>
        Assert.Empty(MessageRendering.Errors("((?mailing.mark))((#closures))((?closure.text))((closure.text))((/closure.text))((/closures))((/mailing.mark))"));

    [Fact]
    public void What_repeats_is_not_repeated_by_what_stands_around_it() =>
        Assert.Equal("aa", Of(First, Second).Html("((#closures))((#closures))((#x))((#closures))a((/closures))((/x))((/closures))((/closures))"));

    [Fact]
    public void However_deep_parts_stand_within_each_other_it_is_told_and_nothing_breaks()
    {
        var text = string.Concat(Enumerable.Repeat("((?closure.text))", 11_000));

        Assert.Contains(MessageRendering.Errors(text), error => error.Contains("deep", StringComparison.Ordinal));
        Assert.Equal("", Of(First).Html(text));
    }

    [Theory]
    [InlineData("(((closure.text))", "(recipient.name))", "(\u2060(recipient.name))")]
    [InlineData("((closure.text))(recipient.name))", "a(", "a(\u2060(recipient.name))")]
    [InlineData("(((?closure.text))((closure.text))((/closure.text))", "(recipient.name))", "(\u2060(recipient.name))")]
    public void A_value_opens_no_placeholder_with_the_bracket_beside_it(string text, string value, string written) =>
        Assert.Equal(written, Of(new Dictionary<string, string> { ["closure.number"] = "1", ["closure.text"] = value }).Html(text));

    [Theory]
    [InlineData("((#closures))((closure.text))((/closures))")]
    [InlineData("((?closure.text))((closure.text))((closure.text))((/closure.text))")]
    public void A_message_has_an_end(string text)
    {
        var large = new Dictionary<string, string> { ["closure.number"] = "1", ["closure.text"] = new string('x', (MessageMerge.Longest / 2) + 1) };
        var rendering = text.StartsWith("((#", StringComparison.Ordinal) ? Of(large, large) : Of(large);

        Assert.Equal("mailings.message-too-long", Assert.Throws<Domain.Common.ProblemException>(() => rendering.Html(text)).Code);
    }

    [Fact]
    public void Every_default_template_can_be_filled_for_one_closure_and_for_several()
    {
        var cleaner = new HtmlCleaner();
        foreach (var template in DefaultTemplates.All)
        {
            foreach (var text in template.Texts)
            {
                Assert.Empty(MessageRendering.Errors(text.Subject));
                Assert.Empty(MessageRendering.Errors(text.Html));
                foreach (var closures in (Closure[][])[[A.Closure()], [A.Closure(), A.Closure("2026-0043", road: null, text: null)]])
                {
                    var rendering = Rendering(template.Kind, text.Language, closures);
                    Assert.Empty(rendering.Missing(text.Subject).Concat(rendering.Missing(text.Html)));
                    Assert.DoesNotContain("((closure", rendering.Html(text.Html));
                    Assert.DoesNotContain("Nooit tonen", rendering.Html(text.Html));
                    // Whoever edits a default one gets back what they saw.
                    Assert.Equal(cleaner.ToText(rendering.Html(text.Html)), cleaner.ToText(rendering.Html(cleaner.Clean(text.Html))));
                }
            }
        }
    }

    [Fact]
    public void A_subject_says_what_where_and_when()
    {
        Assert.Equal("[NIEUW] 2026-0042 A9, 9–14 maart 2026", Subject(MailingKind.Announcement, "nl", A.Closure()));
        Assert.Equal("[CHANGED] 2026-0042 and 2026-0043 A10 and A9, 9–14 March 2026", Subject(MailingKind.Change, "en", A.Closure(), A.Closure("2026-0043", "A10")));
        Assert.StartsWith("[VERVALLEN] ", Subject(MailingKind.Withdrawal, "nl", A.Closure()));
        Assert.StartsWith("[UITLOOP] ", Subject(MailingKind.Overrun, "nl", A.Closure()));
    }

    [Fact]
    public void The_first_lines_say_where_when_who_can_pass_and_whom_to_call()
    {
        var text = new HtmlCleaner().ToText(Rendering(MailingKind.Announcement, "nl", A.Closure()).Html(DefaultTemplates.All[0].Texts[0].Html));

        Assert.Contains("Waar: A9, hm 31,2 – 33,8, rechterrijbaan, Badhoevedorp", text);
        Assert.Contains("Wanneer: Phase 1: 21:00–05:00 elke nacht, ma 9 maart 2026 t/m vr 13 maart 2026", text);
        Assert.Contains("Doorgang hulpdiensten: Alleen na overleg: bel eerst", text);
        Assert.Contains("Telefoon ter plaatse: 020 555 0100 (J. de Vries)", text);
        Assert.Contains("Coördinaten: 52.33000, 4.78000 – 52.35000, 4.80000", text);
        Assert.True(text.IndexOf("Waar:", StringComparison.Ordinal) < text.IndexOf("Wanneer:", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_anybody_to_call_nothing_can_be_sent()
    {
        var rendering = Rendering(MailingKind.Announcement, "nl", A.Closure(contacts: []));

        Assert.Equal(["closure.contacts (2026-0042)"], rendering.Missing(DefaultTemplates.All[0].Texts[0].Html));
    }

    [Theory]
    [InlineData("2026-03-28", "2026-03-28", "28 maart 2026", "28 March 2026")]
    [InlineData("2026-03-28", "2026-03-30", "28–30 maart 2026", "28–30 March 2026")]
    [InlineData("2026-05-28", "2026-06-03", "28 mei – 3 juni 2026", "28 May – 3 June 2026")]
    [InlineData("2026-12-28", "2027-01-03", "28 december 2026 – 3 januari 2027", "28 December 2026 – 3 January 2027")]
    public void Dates_are_written_in_words(string first, string last, string dutch, string english)
    {
        var (from, to) = (DateOnly.Parse(first), DateOnly.Parse(last));

        Assert.Equal(dutch, MailLanguage.Dutch.Dates(from, to));
        Assert.Equal(english, MailLanguage.English.Dates(from, to));
    }

    [Fact]
    public void A_moment_is_by_the_clock_in_Amsterdam_on_both_sides_of_the_change()
    {
        Assert.Equal("zo 29 maart 2026 01:30", MailLanguage.Dutch.Moment(new DateTimeOffset(2026, 3, 29, 0, 30, 0, TimeSpan.Zero)));
        Assert.Equal("Sun 29 March 2026 03:30", MailLanguage.English.Moment(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void The_calendar_holds_every_night_in_lines_that_fit()
    {
        var text = Calendar([A.Closure()], [], MailingKind.Announcement);
        var lines = text.Split("\r\n");

        Assert.Equal(5, lines.Count(line => line == "BEGIN:VEVENT"));
        Assert.Contains("DTSTART:20260309T200000Z", lines);
        Assert.Contains("DTEND:20260310T040000Z", lines);
        Assert.All(lines, line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
    }

    [Fact]
    public void A_calendar_holds_at_most_a_thousand_nights()
    {
        var nights = A.Closure().Occurrences.Count;
        var fitting = Enumerable.Repeat(A.Closure(), ClosureCalendar.MaxEvents / nights).ToList();

        Assert.False(ClosureCalendar.IsCut(fitting));
        Assert.True(ClosureCalendar.IsCut([.. fitting, A.Closure()]));
        Assert.Equal(ClosureCalendar.MaxEvents, Calendar([.. fitting, A.Closure()], [], MailingKind.Announcement).Split("BEGIN:VEVENT").Length - 1);
    }

    [Theory]
    [InlineData(MailingKind.Announcement, "TENTATIVE")]
    [InlineData(MailingKind.Definitive, "CONFIRMED")]
    [InlineData(MailingKind.Withdrawal, "CANCELLED")]
    public void The_status_in_the_calendar_follows_the_kind_of_mailing(MailingKind kind, string status) =>
        Assert.Contains($"STATUS:{status}\r\n", Calendar([A.Closure()], [], kind));

    [Fact]
    public void A_night_that_is_not_carried_out_is_cancelled_in_the_calendar_and_left_out_of_the_text()
    {
        var closure = A.Closure();
        closure.Submit(A.New<Domain.Users.User>(), A.Now);
        closure.Confirm(planIsApproved: true, A.New<Domain.Users.User>(), A.Now);
        var night = closure.Occurrences.Single(occurrence => occurrence.Day == new DateOnly(2026, 3, 11));
        closure.ReportNotCarriedOut(night.Id, "Frost", A.Now);
        var off = new SkippedNight(night.PhaseId, night.Day);

        var events = Calendar([closure], [off], MailingKind.Definitive).Split("BEGIN:VEVENT")[1..];

        Assert.Equal(5, events.Length);
        Assert.All(events, text => Assert.Contains($"STATUS:{(text.Contains("DTSTART:20260311", StringComparison.Ordinal) ? "CANCELLED" : "CONFIRMED")}\r\n", text));
        Assert.All(events, text => Assert.Contains($"SEQUENCE:{closure.Version + closure.ContentVersion + closure.NightsVersion}\r\n", text));
        Assert.Equal("Phase 1: 21:00–05:00 elke nacht, ma 9 maart 2026 t/m vr 13 maart 2026; niet op wo 11 maart 2026", ClosureDescription.Of(closure, [off], MailLanguage.Dutch, null, null)["closure.when"]);
    }

    [Fact]
    public void A_phase_without_a_window_that_is_not_carried_out_says_so_in_words()
    {
        var phase = new PhaseContent(null, null, new DateTimeOffset(2026, 3, 9, 20, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 10, 4, 0, 0, TimeSpan.Zero), null);
        var closure = A.Closure(phases: [phase]);
        var off = new SkippedNight(closure.Phases.Single().Id, new DateOnly(2026, 3, 9));

        Assert.EndsWith(": gaat niet door", ClosureDescription.Of(closure, [off], MailLanguage.Dutch, null, null)["closure.when"]);
        Assert.EndsWith(": will not be carried out", ClosureDescription.Of(closure, [off], MailLanguage.English, null, null)["closure.when"]);
        Assert.DoesNotContain("gaat niet door", ClosureDescription.Of(closure, [], MailLanguage.Dutch, null, null)["closure.when"]);
    }

    [Theory]
    [InlineData("#12304f", "#ffffff")]
    [InlineData("#767676", "#ffffff")]
    [InlineData("#777777", "#000000")]
    [InlineData("#ffd200", "#000000")]
    [InlineData("#FF0000", "#000000")]
    public void Text_on_a_colour_can_be_read(string colour, string text) => Assert.Equal(text, MailLayout.TextOn(colour));

    [Fact]
    public void The_expected_end_is_shown_only_while_a_closure_overruns()
    {
        var values = ClosureDescription.Of(A.Closure(), [], MailLanguage.Dutch, null, null, new DateTimeOffset(2026, 3, 10, 5, 30, 0, TimeSpan.Zero));

        Assert.Equal("di 10 maart 2026 06:30", values["closure.expected-end"]);
        Assert.DoesNotContain("closure.expected-end", ClosureDescription.Of(A.Closure(), [], MailLanguage.Dutch, null, null).Keys);
        Assert.All(DefaultTemplates.All.SelectMany(template => template.Texts), text => Assert.True(MessageRendering.AsksFor(text.Html, "closure.expected-end")));
    }

    [Fact]
    public void A_moment_in_the_doubled_hour_says_which_of_the_two_it_is()
    {
        Assert.Equal("zo 25 oktober 2026 02:30 zomertijd", MailLanguage.Dutch.Moment(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero)));
        Assert.Equal("Sun 25 October 2026 02:30 winter time", MailLanguage.English.Moment(new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero)));
        Assert.Equal("zo 25 oktober 2026 03:30", MailLanguage.Dutch.Moment(new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_single_night_is_named_by_its_two_days()
    {
        var closure = A.Closure(phases: [Unit.Closures.A.Nights(first: "2026-03-09", last: "2026-03-09", weekdays: [])]);

        Assert.Equal("Phase 1: 21:00–05:00 in de nacht van ma 9 maart 2026 op di 10 maart 2026", ClosureDescription.Of(closure, [], MailLanguage.Dutch, null, null)["closure.when"]);
        Assert.Equal("Phase 1: 21:00–05:00 in the night of Mon 9 March 2026 to Tue 10 March 2026", ClosureDescription.Of(closure, [], MailLanguage.English, null, null)["closure.when"]);
    }

    [Fact]
    public void The_phone_is_a_number_alone_and_the_contacts_carry_the_names()
    {
        var values = ClosureDescription.Of(A.Closure(), [], MailLanguage.Dutch, "030 555 0200", null);

        Assert.Equal("020 555 0100", values["closure.phone"]);
        Assert.Equal("020 555 0100 (J. de Vries)\n030 555 0200 (meldkamer wegbeheerder)", values["closure.contacts"]);
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[4.78,52.33]}""", "52.33000, 4.78000")]
    [InlineData("""{"type":"LineString","coordinates":[[4.78,52.33],[5,53],[4.80,52.35]]}""", "52.33000, 4.78000 – 52.35000, 4.80000")]
    [InlineData("""{"type":"MultiLineString","coordinates":[[[4,52],[4.1,52.1]],[[5,53],[5.1,53.1]]]}""", "52.00000, 4.00000 – 52.10000, 4.10000\n53.00000, 5.00000 – 53.10000, 5.10000")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,53],[4,52]]]}""", "52.50000, 4.50000")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,53],[4,52]],[[4.1,52.1],[4.1,52.9],[4.9,52.9],[4.9,52.1],[4.1,52.1]]]}""", "52.50000, 4.05000")]
    public void Coordinates_lie_on_the_geometry(string geometry, string expected) => Assert.Equal(expected, RoadPoints.Of(Unit.Closures.A.Geometry(geometry)));

    [Fact]
    public void A_withdrawal_cancels_and_names_the_organizer_and_the_occurrence()
    {
        var closure = A.Closure();

        var text = Calendar([closure], [], MailingKind.Withdrawal).Replace("\r\n ", "", StringComparison.Ordinal);

        Assert.Contains("METHOD:CANCEL\r\n", text, StringComparison.Ordinal);
        Assert.Contains("ORGANIZER;CN=\"Provincie\":mailto:wegen@provincie.example\r\n", text, StringComparison.Ordinal);
        Assert.All(closure.Occurrences, night => Assert.Contains($"UID:{night.Id.Value:N}@vemap\r\n", text, StringComparison.Ordinal));
        Assert.Contains("METHOD:PUBLISH\r\n", Calendar([closure], [], MailingKind.Change), StringComparison.Ordinal);
    }

    [Fact]
    public void A_night_that_was_mailed_and_dropped_is_cancelled_under_its_uid()
    {
        var closure = A.Closure();
        var lost = new MailedNight(A.New<Occurrence>(), new DateTimeOffset(2026, 3, 20, 20, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 21, 4, 0, 0, TimeSpan.Zero));

        var events = Calendar([closure], [], MailingKind.Change, (closure.Id, lost)).Split("BEGIN:VEVENT")[1..];

        Assert.Equal(closure.Occurrences.Count + 1, events.Length);
        Assert.Contains("STATUS:CANCELLED", Assert.Single(events, text => text.Contains($"UID:{lost.Occurrence.Value:N}@vemap", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static string Calendar(
        IReadOnlyCollection<Closure> closures, IReadOnlyCollection<SkippedNight> skipped, MailingKind kind, params (ClosureId Closure, MailedNight Night)[] dropped) =>
        System.Text.Encoding.UTF8.GetString(ClosureCalendar.Write(
            closures, skipped, dropped.ToLookup(one => one.Closure, one => one.Night), new CalendarOrganizer("Provincie", "wegen@provincie.example"), kind));

    private static MessageRendering Of(params IReadOnlyDictionary<string, string>[] closures) => new(Common, closures);

    private static string Subject(MailingKind kind, string language, params Closure[] closures) =>
        Rendering(kind, language, closures).Line(DefaultTemplates.All.Single(template => template.Kind == kind).Texts.Single(text => text.Language == language).Subject);

    private static MessageRendering Rendering(MailingKind kind, string language, params Closure[] closures)
    {
        var words = MailLanguage.For(language);
        var common = new Dictionary<string, string>(ClosureDescription.Of(kind, closures, words)) { ["environment.name"] = "Provincie", ["project.name"] = "Brug" };
        return new MessageRendering(common, [.. closures.Select(closure => ClosureDescription.Of(closure, [], words, null, "https://vemap.test/x"))]);
    }
}
