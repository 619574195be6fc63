using System.Text;
using Vemap.Application.Common.Mail;
using Vemap.Domain.Closures;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Unit.Mailings;

public class OpenEndWordsTests
{
    private static readonly PhaseContent UntilFurtherNotice = new(null, null, new DateTimeOffset(2026, 3, 9, 20, 0, 0, TimeSpan.Zero), null, null);

    [Theory]
    [InlineData("nl", "ma 9 maart 2026 21:00 tot nader order", "vanaf 9 maart 2026 tot nader order")]
    [InlineData("en", "Mon 9 March 2026 21:00 until further notice", "from 9 March 2026 until further notice")]
    public void A_phase_without_an_end_is_mailed_as_until_further_notice(string language, string when, string dates)
    {
        var (closure, words) = (A.Closure(phases: [UntilFurtherNotice]), MailLanguage.For(language));
        Assert.Equal(when, ClosureDescription.Of(closure, [], words, null, null)[MessagePlaceholders.When]);
        Assert.Equal(dates, ClosureDescription.Of(MailingKind.Announcement, [closure], words)[MessagePlaceholders.Dates]);
    }

    [Fact]
    public void Nights_without_an_end_are_mailed_with_their_hours_and_first_day()
    {
        var closure = A.Closure(phases: [Unit.Closures.A.Nights(weekdays: []) with { Name = null, EndsAt = null }]);
        Assert.Equal("21:00–05:00 elke nacht, vanaf ma 9 maart 2026 tot nader order", InDutch(closure, MessagePlaceholders.When));
    }

    [Fact]
    public void A_weekend_is_mailed_with_the_day_on_which_it_ends()
    {
        var closure = A.Closure(phases: [Unit.Closures.A.Weekends() with { Name = null }]);
        Assert.Equal("vr 21:00 – ma 05:00, vr 13 maart 2026 t/m zo 5 april 2026", InDutch(closure, MessagePlaceholders.When));
    }

    [Fact]
    public void The_letter_of_a_hectometer_stands_behind_its_number()
    {
        var closure = A.Closure();
        var content = closure.Content with { HectometerFrom = new Hectometer(23.4m, "a"), HectometerTo = new Hectometer(24m, "a") };
        closure.Change(content, A.New<Domain.Users.User>(), A.Now);
        Assert.Contains("hm 23,4a – 24a", InDutch(closure, MessagePlaceholders.Where));
    }

    [Fact]
    public void An_event_without_an_end_says_so_in_the_calendar()
    {
        var bytes = ClosureCalendar.Write(
            [A.Closure(phases: [UntilFurtherNotice])], [], Enumerable.Empty<MailedNight>().ToLookup(_ => default(ClosureId)), new CalendarOrganizer("Provincie", "wegen@provincie.example"), MailingKind.Definitive);
        var calendar = Encoding.UTF8.GetString(bytes).Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.DoesNotContain("DTEND", calendar);
        Assert.Contains("tot nader order / until further notice", calendar);
    }

    private static string InDutch(Closure closure, string placeholder) => ClosureDescription.Of(closure, [], MailLanguage.Dutch, null, null)[placeholder];
}
