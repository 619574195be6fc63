using FsCheck;
using FsCheck.Fluent;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Unit.Mailings;

namespace Vemap.Unit.Deliveries;

public class DeliveryRulesTests
{
    private static readonly DateTimeOffset Now = A.Now;
    private static readonly DeliveryState Queued = new(RecipientStatus.Queued, 0, null);
    private static readonly DeliveryState Sending = new(RecipientStatus.Sending, 1, null);
    private static readonly RecipientStatus[] OnlyFromQueued = [RecipientStatus.Suppressed, RecipientStatus.Cancelled, RecipientStatus.Expired, RecipientStatus.NotAllowed];

    private static Gen<DeliveryNews> News =>
        from kind in Gen.Elements(Enum.GetValues<DeliveryEventKind>())
        from attempt in Gen.Choose(1, 4)
        select new DeliveryNews(kind, attempt);

    private static Gen<DeliveryTerms> Terms =>
        from proof in Gen.Elements(Enum.GetValues<MailProof>())
        from minutes in Gen.Choose(-10, 240)
        from chance in Gen.Choose(0, 99)
        from unanswered in Gen.Choose(0, 5)
        select new DeliveryTerms(proof, Now.AddMinutes(minutes), chance / 100.0, Unanswered: unanswered);

    private static Gen<(DeliveryNews News, DeliveryTerms Terms)[]> Histories =>
        from length in Gen.Choose(0, 12)
        from history in News.Zip(Terms, (news, terms) => (news, terms)).ArrayOf(length)
        select history;

    [Fact]
    public void Rank_never_falls_whatever_is_heard() =>
        Check(Histories, history =>
        {
            var state = Queued;
            foreach (var (news, terms) in history)
            {
                var next = DeliveryRules.Decide(state, news, terms, Now);
                if (DeliveryRules.Rank(next.Status) < DeliveryRules.Rank(state.Status) || next.Attempt < state.Attempt) return false;
                state = next;
            }

            return true;
        });

    [Fact]
    public void What_is_told_twice_changes_nothing_the_second_time() =>
        Check(Histories.Zip(News.Zip(Terms, (news, terms) => (news, terms)), (history, last) => (history, last)), item =>
        {
            var once = DeliveryRules.Decide(After(item.history), item.last.news, item.last.terms, Now);
            var twice = DeliveryRules.Decide(once, item.last.news, item.last.terms, Now);
            // Unless the first time gave the very attempt that the second speaks of.
            return twice == once || item.last.news.Kind == DeliveryEventKind.Dispatched;
        });

    [Fact]
    public void A_late_event_of_a_lower_rank_changes_nothing() =>
        Check(Histories.Zip(Terms, (history, terms) => (history, terms)), item =>
        {
            var state = After(item.history);
            if (DeliveryRules.Rank(state.Status) < DeliveryRules.Rank(RecipientStatus.Delivered)) return true;
            DeliveryEventKind[] lower = [DeliveryEventKind.Accepted, DeliveryEventKind.Deferred, DeliveryEventKind.Ambiguous, DeliveryEventKind.Delayed, DeliveryEventKind.Failed, DeliveryEventKind.Unheard, DeliveryEventKind.Dispatched];
            return lower.All(kind => DeliveryRules.Decide(state, new DeliveryNews(kind, state.Attempt), item.terms, Now) == state);
        });

    [Fact]
    public void Only_who_is_queued_becomes_suppressed_cancelled_expired_or_not_allowed() =>
        Check(Histories.Zip(News.Zip(Terms, (news, terms) => (news, terms)), (history, last) => (history, last)), item =>
        {
            var before = After(item.history);
            var after = DeliveryRules.Decide(before, item.last.news, item.last.terms, Now);
            return after.Status == before.Status || !OnlyFromQueued.Contains(after.Status) || before.Status == RecipientStatus.Queued;
        });

    [Fact]
    public void What_no_mail_was_sent_for_stays_as_it_is() =>
        Check(News.Zip(Terms, (news, terms) => (news, terms)).Zip(Gen.Elements(OnlyFromQueued), (item, status) => (item, status)), item =>
        {
            var state = new DeliveryState(item.status, 0, null);
            return DeliveryRules.Decide(state, item.item.news, item.item.terms, Now) == state;
        });

    [Fact]
    public void A_next_attempt_is_planned_only_while_sending_and_before_the_deadline() =>
        Check(Histories, history =>
        {
            var state = Queued;
            foreach (var (news, terms) in history)
            {
                var next = DeliveryRules.Decide(state, news, terms, Now);
                if (next.NextAttemptAt is { } at && (next.Status != RecipientStatus.Sending || (next.NextAttemptAt != state.NextAttemptAt && (at >= terms.Deadline || at <= Now)))) return false;
                state = next;
            }

            return true;
        });

    [Fact]
    public void Every_open_state_has_a_way_out()
    {
        foreach (var status in (RecipientStatus[])[RecipientStatus.Queued, RecipientStatus.Sending, RecipientStatus.Sent])
        {
            var state = new DeliveryState(status, 1, null);
            Assert.Contains(Enum.GetValues<DeliveryEventKind>(), kind => DeliveryRules.Decide(state, new DeliveryNews(kind, 1), Terms4h(), Now).Status != status);
        }
    }

    [Fact]
    public void A_refusal_is_permanent_at_once() =>
        Assert.Equal(RecipientStatus.PermanentFailure, Decide(Sending, DeliveryEventKind.Refused).Status);

    [Fact]
    public void A_deferral_is_tried_again_between_half_and_one_and_a_half_times_the_back_off()
    {
        Assert.Equal(Now.AddSeconds(30), Decide(Sending, DeliveryEventKind.Deferred, Terms4h(chance: 0)).NextAttemptAt);
        Assert.Equal(Now.AddSeconds(90), Decide(Sending, DeliveryEventKind.Deferred, Terms4h(chance: 1)).NextAttemptAt);
        Assert.Equal(Now.AddMinutes(8), Decide(Sending with { Attempt = 4 }, DeliveryEventKind.Deferred, Terms4h(chance: 0.5)).NextAttemptAt);
        Assert.Equal(Now.AddMinutes(30), Decide(Sending with { Attempt = 20 }, DeliveryEventKind.Deferred, Terms4h(chance: 0.5)).NextAttemptAt);
    }

    [Fact]
    public void Where_another_first_wait_is_configured_the_others_follow_from_it()
    {
        var quick = Terms4h() with { FirstBackOff = TimeSpan.FromSeconds(2) };

        Assert.Equal(Now.AddSeconds(2), Decide(Sending, DeliveryEventKind.Deferred, quick).NextAttemptAt);
        Assert.Equal(Now.AddSeconds(16), Decide(Sending with { Attempt = 4 }, DeliveryEventKind.Deferred, quick).NextAttemptAt);
        Assert.Equal(Now.AddMinutes(30), Decide(Sending with { Attempt = 20 }, DeliveryEventKind.Deferred, quick).NextAttemptAt);
    }

    [Fact]
    public void After_four_hours_of_deferrals_it_is_a_technical_failure()
    {
        var (state, clock, attempts) = (Sending, Now, 1);
        var deadline = DeliveryRules.Deadline(Now, null);
        while (state.Status == RecipientStatus.Sending)
        {
            state = DeliveryRules.Decide(state, new DeliveryNews(DeliveryEventKind.Deferred, state.Attempt), new DeliveryTerms(MailProof.Events, deadline, 0.5), clock);
            if (state.NextAttemptAt is not { } next) break;
            clock = next;
            state = DeliveryRules.Decide(state, new DeliveryNews(DeliveryEventKind.Dispatched, ++attempts), new DeliveryTerms(MailProof.Events, deadline, 0.5), clock);
        }

        Assert.Equal(RecipientStatus.TechnicalFailure, state.Status);
        Assert.InRange(clock, Now.AddHours(3), Now.AddHours(4));
        Assert.InRange(attempts, 8, 20);
    }

    [Fact]
    public void The_expiry_of_a_mailing_ends_attempts_before_four_hours()
    {
        Assert.Equal(Now.AddMinutes(20), DeliveryRules.Deadline(Now, Now.AddMinutes(20)));
        Assert.Equal(Now.AddHours(4), DeliveryRules.Deadline(Now, Now.AddDays(2)));
        Assert.Equal(RecipientStatus.TechnicalFailure, Decide(Sending, DeliveryEventKind.Deferred, new DeliveryTerms(MailProof.Events, Now.AddSeconds(10), 0.5)).Status);
    }

    [Theory]
    [InlineData(MailProof.Events, 15)]
    [InlineData(MailProof.Dsn, 15)]
    [InlineData(MailProof.AcceptedOnly, 1)]
    public void An_ambiguous_attempt_is_repeated_only_after_the_window_in_which_events_would_tell(MailProof proof, int minutes)
    {
        var state = Decide(Sending, DeliveryEventKind.Ambiguous, new DeliveryTerms(proof, Now.AddHours(4), 0.5));

        Assert.Equal(Now.AddMinutes(minutes), state.NextAttemptAt);
        Assert.Equal(RecipientStatus.Sending, state.Status);
        Assert.Null(Decide(state, DeliveryEventKind.Delivered).NextAttemptAt);
    }

    [Fact]
    public void What_may_be_a_double_is_repeated_ever_more_seldom()
    {
        var (state, clock, waits) = (Sending, Now, new List<TimeSpan>());
        var terms = new DeliveryTerms(MailProof.AcceptedOnly, Now.AddHours(4), 0.5);
        while (DeliveryRules.Decide(state, new DeliveryNews(DeliveryEventKind.Ambiguous, state.Attempt), terms, clock).NextAttemptAt is { } next)
        {
            waits.Add(next - clock);
            (state, clock) = (new DeliveryState(RecipientStatus.Sending, state.Attempt + 1, null), next);
        }

        Assert.Equal(waits.Order(), waits);
        Assert.Equal([1, 2, 4, 8, 16, 30], waits.Take(6).Select(wait => wait.TotalMinutes));
        Assert.InRange(waits.Count, 8, 14);
    }

    [Theory]
    [InlineData(0, RecipientStatus.Sending)]
    [InlineData(2, RecipientStatus.Sending)]
    [InlineData(3, RecipientStatus.TechnicalFailure)]
    public void After_three_that_the_server_left_open_nobody_tries_again(int unanswered, RecipientStatus status) =>
        Assert.Equal(status, Decide(Sending, DeliveryEventKind.Ambiguous, Terms4h() with { Unanswered = unanswered }).Status);

    [Fact]
    public void What_a_provider_proves_counts_after_it_was_given_up_too()
    {
        var givenUp = Decide(Sending, DeliveryEventKind.Ambiguous, Terms4h() with { Unanswered = 3 });

        Assert.Equal(RecipientStatus.Delivered, Decide(givenUp, DeliveryEventKind.Delivered).Status);
    }

    [Fact]
    public void An_event_finds_its_row_even_if_the_dispatch_was_never_committed()
    {
        var state = DeliveryRules.Decide(Queued, new DeliveryNews(DeliveryEventKind.Accepted, 1), Terms4h(), Now);

        Assert.Equal(new DeliveryState(RecipientStatus.Sent, 1, null), state);
        Assert.Equal(state, DeliveryRules.Decide(state, new DeliveryNews(DeliveryEventKind.Dispatched, 1), Terms4h(), Now));
    }

    [Fact]
    public void Silence_is_a_temporary_failure_only_where_a_provider_tells()
    {
        var sent = new DeliveryState(RecipientStatus.Sent, 1, null);

        Assert.Equal(RecipientStatus.TemporaryFailure, Decide(sent, DeliveryEventKind.Unheard).Status);
        Assert.Equal(RecipientStatus.Sent, Decide(sent, DeliveryEventKind.Unheard, new DeliveryTerms(MailProof.AcceptedOnly, Now.AddHours(4), 0)).Status);
    }

    [Fact]
    public void What_waits_to_be_tried_again_and_may_not_be_has_failed_technically()
    {
        var waiting = Sending with { NextAttemptAt = Now };
        DeliveryEventKind[] stops = [DeliveryEventKind.Cancelled, DeliveryEventKind.Expired, DeliveryEventKind.Suppressed, DeliveryEventKind.NotAllowed];

        Assert.All(stops, kind => Assert.Equal(new DeliveryState(RecipientStatus.TechnicalFailure, 1, null), Decide(waiting, kind)));
    }

    [Theory]
    [InlineData(DeliveryEventKind.Bounced, "5.1.1", true)]
    [InlineData(DeliveryEventKind.Bounced, "5.2.1", true)]
    [InlineData(DeliveryEventKind.Bounced, "5.2.2", false)]
    [InlineData(DeliveryEventKind.Bounced, "5.7.1", false)]
    [InlineData(DeliveryEventKind.Bounced, "4.4.1", false)]
    [InlineData(DeliveryEventKind.Bounced, null, false)]
    [InlineData(DeliveryEventKind.Complained, null, true)]
    [InlineData(DeliveryEventKind.Refused, "5.1.1", true)]
    [InlineData(DeliveryEventKind.Refused, "5.1.10", true)]
    [InlineData(DeliveryEventKind.Refused, "5.2.1", true)]
    [InlineData(DeliveryEventKind.Refused, "5.3.4", false)]
    [InlineData(DeliveryEventKind.Refused, "5.1.7", false)]
    [InlineData(DeliveryEventKind.Refused, "5.1.8", false)]
    [InlineData(DeliveryEventKind.Refused, "5.2.2", false)]
    [InlineData(DeliveryEventKind.Refused, null, false)]
    [InlineData(DeliveryEventKind.Deferred, "4.2.2", false)]
    public void Only_complaints_and_codes_about_the_address_suppress_it(DeliveryEventKind kind, string? enhanced, bool suppressed) =>
        Assert.Equal(suppressed, DeliveryRules.Suppresses(kind, enhanced));

    private static DeliveryTerms Terms4h(double chance = 0.5) => new(MailProof.Events, Now.AddHours(4), chance);

    private static DeliveryState Decide(DeliveryState state, DeliveryEventKind kind, DeliveryTerms? terms = null) =>
        DeliveryRules.Decide(state, new DeliveryNews(kind, state.Attempt), terms ?? Terms4h(), Now);

    private static DeliveryState After(IEnumerable<(DeliveryNews News, DeliveryTerms Terms)> history) =>
        history.Aggregate(Queued, (state, heard) => DeliveryRules.Decide(state, heard.News, heard.Terms, Now));

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
