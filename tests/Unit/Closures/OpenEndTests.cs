using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

public class OpenEndTests
{
    private static readonly PhaseContent UntilFurtherNotice = new(null, null, A.Instant("2026-03-09T20:00Z"), null, null);

    private static readonly PhaseContent NightsUntilFurtherNotice = A.Nights() with { EndsAt = null };

    [Fact]
    public void A_phase_without_an_end_and_a_window_is_one_occurrence_without_an_end()
    {
        var closure = A.Closure(A.Content(phases: [UntilFurtherNotice]));
        var only = Assert.Single(closure.Occurrences);
        Assert.True(closure.IsOpenEnded && only.IsOpenEnded && closure.Phases.Single().IsOpenEnded);
        Assert.Equal((OpenEnd.Instant, OpenEnd.Instant, null), (closure.EndsAt, only.EndsAt, closure.Content.Phases.Single().EndsAt));
    }

    [Fact]
    public void A_phase_of_nights_without_an_end_has_the_nights_of_the_coming_year_planned()
    {
        var closure = A.Closure(A.Content(phases: [NightsUntilFurtherNotice]));
        var last = closure.Occurrences.Max(night => night.Day);
        Assert.Equal((A.Day("2027-03-10"), A.Day("2027-03-10"), true), (closure.Phases.Single().PlannedUntil, last, closure.IsOpenEnded));
    }

    [Fact]
    public void Further_nights_are_planned_as_time_goes_on_without_a_new_content_version()
    {
        var closure = A.Confirmed(A.Content(phases: [NightsUntilFurtherNotice]));
        var before = closure.Occurrences.ToDictionary(night => night.Day, night => night.Id);
        closure.TakeEvents();
        closure.PlanNightsAhead(A.Now.AddDays(100));
        Assert.Equal(A.Now.AddDays(466).Date, closure.Phases.Single().PlannedUntil!.Value.ToDateTime(default));
        Assert.True(closure.Occurrences.Count > before.Count);
        Assert.All(closure.Occurrences.Where(night => before.ContainsKey(night.Day)), night => Assert.Equal(before[night.Day], night.Id));
        Assert.Equal((1, true), (closure.ContentVersion, closure.IsOpenEnded));
        Assert.Empty(closure.TakeEvents());
    }

    [Fact]
    public void An_open_ended_phase_never_makes_a_closure_too_large()
    {
        var fixedEnd = A.Nights(first: "2026-01-01", last: "2028-06-30", weekdays: []);
        var closure = A.Closure(A.Content(phases: [fixedEnd, A.Nights(weekdays: []) with { Name = "Days", EndsAt = null }]));
        Assert.Equal(Closure.MaxOccurrences, closure.Occurrences.Count);
        Assert.Equal(912, closure.Occurrences.Count(night => night.PhaseId == closure.Phases.First().Id));
    }

    [Fact]
    public void An_occurrence_without_an_end_starts_goes_on_and_ends_when_that_is_reported()
    {
        var closure = A.Confirmed(A.Content(phases: [UntilFurtherNotice]));
        var (id, start) = (closure.Occurrences.Single().Id, closure.StartsAt);
        closure.StartOccurrence(id, start, start);
        Assert.Equal(OccurrenceStatus.Started, closure.StatusOf(id, start.AddYears(20)));
        var live = OccurrenceStateMachine.LiveAt(closure.LiveStatus, closure.LiveFirstEnd, closure.LiveLastEnd, start.AddYears(20));
        Assert.Equal(ClosureLiveStatus.Started, live);
        Assert.Equal("closures.no-planned-end", A.Refusal(() => closure.ReportOverrun(id, start.AddDays(1), start)));
        closure.EndOccurrence(id, start.AddDays(40), start.AddDays(40));
        Assert.Equal((start.AddDays(40), ClosureLiveStatus.Ended), (closure.EndsAt, closure.LiveStatus));
        closure.RevertOccurrence(id, start.AddDays(41));
        Assert.True(closure.IsOpenEnded);
    }

    [Fact]
    public void An_occurrence_that_ended_before_its_planned_start_leaves_a_window_with_a_length()
    {
        var closure = A.Confirmed(A.Content(phases: [UntilFurtherNotice]));
        var (id, start) = (closure.Occurrences.Single().Id, closure.StartsAt);
        closure.StartOccurrence(id, start.AddHours(-2), start.AddHours(-2));
        closure.EndOccurrence(id, start.AddHours(-1), start.AddHours(-1));
        Assert.True(closure.EndsAt > closure.StartsAt);
    }

    [Fact]
    public void A_cancelled_closure_is_not_open_ended_any_more()
    {
        foreach (var phase in (PhaseContent[])[UntilFurtherNotice, NightsUntilFurtherNotice])
        {
            var closure = A.Confirmed(A.Content(phases: [phase]));
            closure.Cancel("Rain", A.Planner, A.Now);
            Assert.False(closure.IsOpenEnded);
            Assert.True(closure.EndsAt > closure.StartsAt);
        }
    }

    [Fact]
    public void The_end_of_an_open_ended_phase_can_be_set_while_the_road_is_closed()
    {
        var closure = A.Confirmed(A.Content(phases: [UntilFurtherNotice]));
        var (id, start, phase) = (closure.Occurrences.Single().Id, closure.StartsAt, closure.Phases.Single().Id);
        closure.StartOccurrence(id, start, start);
        closure.TakeEvents();
        closure.EndPhase(phase, start.AddDays(10), A.Planner, start.AddDays(3));
        Assert.Equal((start.AddDays(10), start.AddDays(10), id), (closure.EndsAt, closure.Occurrences.Single().EndsAt, closure.Occurrences.Single().Id));
        Assert.Equal("phases", Assert.Single(closure.Versions.Last().Difference).Field);
        Assert.Equal([new ClosureChanged(closure.Id.Value)], closure.TakeEvents());
        Assert.Equal(OccurrenceStatus.Overrunning, closure.StatusOf(id, start.AddDays(11)));
        Assert.Equal("closures.phase-has-end", A.Refusal(() => closure.EndPhase(phase, start.AddDays(12), A.Planner, start)));
    }

    [Fact]
    public void The_end_of_a_phase_of_nights_drops_the_later_nights_and_keeps_what_was_reported()
    {
        var closure = A.Confirmed(A.Content(phases: [NightsUntilFurtherNotice]));
        var night = closure.Occurrences.Single(night => night.Day == A.Day("2026-03-16"));
        closure.ReportNotCarriedOut(night.Id, "Frost", night.StartsAt);
        closure.EndPhase(closure.Phases.Single().Id, A.Instant("2026-03-12T12:00Z"), A.Planner, A.Now);
        Assert.Equal(
            ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-16"],
            closure.Occurrences.Select(one => one.Day.ToString("yyyy-MM-dd")).Order());
        Assert.Equal((null, false), (closure.Phases.Single().PlannedUntil, closure.IsOpenEnded));
    }

    [Fact]
    public void An_end_is_refused_before_the_start_under_review_and_after_cancellation()
    {
        var closure = A.Closure(A.Content(phases: [UntilFurtherNotice]));
        var (phase, start) = (closure.Phases.Single().Id, closure.StartsAt);
        Assert.Equal("closures.phase-ends-before-start", A.Refusal(() => closure.EndPhase(phase, start, A.Planner, A.Now)));
        Assert.Equal("common.not-found", A.Refusal(() => closure.EndPhase(A.New<Phase>(), start.AddDays(1), A.Planner, A.Now)));
        closure.Submit(A.Planner, A.Now);
        Assert.Equal("closures.under-review", A.Refusal(() => closure.EndPhase(phase, start.AddDays(1), A.Planner, A.Now)));
        closure.Cancel("Rain", A.Planner, A.Now);
        Assert.Equal("closures.final", A.Refusal(() => closure.EndPhase(phase, start.AddDays(1), A.Planner, A.Now)));
    }

    [Fact]
    public void A_change_can_open_the_end_of_a_phase_and_set_it_again()
    {
        var closure = A.Closure();
        var (id, nights) = (closure.Phases.Single().Id, closure.Occurrences.Count);
        closure.Change(A.Content(phases: [A.Nights(id) with { EndsAt = null }]), A.Planner, A.Now);
        Assert.True(closure.IsOpenEnded);
        closure.Change(A.Content(phases: [A.Nights(id)]), A.Planner, A.Now);
        Assert.Equal((3, nights, false), (closure.ContentVersion, closure.Occurrences.Count, closure.IsOpenEnded));
    }
}
