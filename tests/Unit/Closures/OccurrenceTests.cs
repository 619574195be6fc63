using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

public class OccurrenceTests
{
    private readonly Closure closure = A.Confirmed();
    private readonly Occurrence night;

    public OccurrenceTests() => night = closure.Occurrences.OrderBy(occurrence => occurrence.StartsAt).First();

    [Fact]
    public void A_night_is_started_and_ended_and_both_can_be_taken_back_within_a_day()
    {
        closure.StartOccurrence(night.Id, night.StartsAt, night.StartsAt);
        closure.EndOccurrence(night.Id, night.EndsAt, night.EndsAt);
        Assert.Equal((OccurrenceStatus.Ended, night.StartsAt, night.EndsAt), (night.Status, night.StartedAt, night.EndedAt));
        closure.RevertOccurrence(night.Id, night.EndsAt.AddHours(24));
        Assert.Equal((OccurrenceStatus.Started, null), (night.Status, night.EndedAt));
        closure.RevertOccurrence(night.Id, night.StartsAt.AddHours(24));
        Assert.Equal((OccurrenceStatus.Planned, null), (night.Status, night.StartedAt));
    }

    [Fact]
    public void After_a_day_it_stays_as_it_was_reported()
    {
        closure.StartOccurrence(night.Id, night.StartsAt, night.StartsAt);
        Assert.Equal("closures.too-late-to-revert", A.Refusal(() => closure.RevertOccurrence(night.Id, night.StartsAt.AddHours(24).AddSeconds(1))));
    }

    [Fact]
    public void A_report_can_be_taken_back_within_a_day_of_the_report_whatever_moment_it_names()
    {
        var late = night.EndsAt.AddDays(3);
        closure.StartOccurrence(night.Id, night.StartsAt, late);
        closure.EndOccurrence(night.Id, night.EndsAt, late.AddHours(20));
        Assert.Equal("closures.too-late-to-revert", A.Refusal(() => closure.RevertOccurrence(night.Id, late.AddHours(45))));
        closure.RevertOccurrence(night.Id, late.AddHours(44));
        Assert.Equal("closures.too-late-to-revert", A.Refusal(() => closure.RevertOccurrence(night.Id, late.AddHours(44))));
        Assert.Equal((OccurrenceStatus.Started, null), (night.Status, night.EndReportedAt));
    }

    [Fact]
    public void A_night_starts_before_its_planned_end()
    {
        Assert.Equal("closures.too-late", A.Refusal(() => closure.StartOccurrence(night.Id, night.EndsAt.AddSeconds(1), night.EndsAt.AddDays(1))));
        closure.StartOccurrence(night.Id, night.EndsAt, night.EndsAt.AddDays(1));
        Assert.Equal(night.EndsAt, night.StartedAt);
    }

    [Fact]
    public void Only_a_confirmed_closure_starts()
    {
        var draft = A.Closure();
        var id = draft.Occurrences.First().Id;
        Assert.Equal("closures.not-confirmed", A.Refusal(() => draft.StartOccurrence(id, A.Now, A.Now)));
    }

    [Fact]
    public void Nothing_is_reported_before_it_happens()
    {
        var start = night.StartsAt;
        Assert.Equal("closures.in-the-future", A.Refusal(() => closure.StartOccurrence(night.Id, start, start.AddMinutes(-1))));
        Assert.Equal("closures.too-early", A.Refusal(() => closure.StartOccurrence(night.Id, start.AddHours(-13), start)));
    }

    [Fact]
    public void An_end_lies_after_the_start()
    {
        closure.StartOccurrence(night.Id, night.StartsAt, night.StartsAt);
        Assert.Equal("closures.ends-before-start", A.Refusal(() => closure.EndOccurrence(night.Id, night.StartsAt.AddMinutes(-1), night.EndsAt)));
    }

    [Fact]
    public void A_night_that_is_not_started_cannot_end() =>
        Assert.Equal("closures.occurrence-step-not-possible", A.Refusal(() => closure.EndOccurrence(night.Id, A.Now, A.Now)));

    [Fact]
    public void A_night_that_is_not_carried_out_keeps_its_reason()
    {
        closure.ReportNotCarriedOut(night.Id, "Frost", night.StartsAt);
        Assert.Equal((OccurrenceStatus.NotCarriedOut, "Frost"), (night.Status, night.Reason));
    }

    [Fact]
    public void That_a_night_is_not_carried_out_is_taken_back_until_it_is_over_however_long_ago_it_was_said()
    {
        closure.ReportNotCarriedOut(night.Id, "Frost", night.StartsAt.AddDays(-6));
        closure.RevertOccurrence(night.Id, night.EndsAt.AddSeconds(-1));
        Assert.Equal((OccurrenceStatus.Planned, null, null), (night.Status, night.Reason, night.NotCarriedOutReportedAt));
        closure.ReportNotCarriedOut(night.Id, "Frost", night.StartsAt.AddDays(-6));
        Assert.Equal("closures.too-late-to-revert", A.Refusal(() => closure.RevertOccurrence(night.Id, night.EndsAt)));
    }

    [Fact]
    public void Of_a_night_that_is_over_it_is_taken_back_within_a_day()
    {
        var late = night.EndsAt.AddDays(3);
        closure.ReportNotCarriedOut(night.Id, "Frost", late);
        closure.RevertOccurrence(night.Id, late.AddHours(24));
        Assert.Equal(OccurrenceStatus.NotReported, night.StatusAt(late.AddHours(24), closure.Status));
        closure.ReportNotCarriedOut(night.Id, "Frost", late);
        Assert.Equal("closures.too-late-to-revert", A.Refusal(() => closure.RevertOccurrence(night.Id, late.AddHours(24).AddSeconds(1))));
    }

    [Fact]
    public void Dropping_a_night_to_come_or_taking_it_up_again_raises_ClosureChanged()
    {
        closure.TakeEvents();
        closure.ReportNotCarriedOut(night.Id, "Frost", night.StartsAt);
        Assert.Equal([new ClosureChanged(closure.Id.Value)], closure.TakeEvents());
        closure.RevertOccurrence(night.Id, night.StartsAt);
        Assert.Equal([new ClosureChanged(closure.Id.Value)], closure.TakeEvents());
        Assert.Equal((2, 1), (closure.NightsVersion, closure.ContentVersion));
        closure.StartOccurrence(night.Id, night.StartsAt, night.StartsAt);
        closure.RevertOccurrence(night.Id, night.StartsAt);
        closure.ReportNotCarriedOut(night.Id, "Frost", night.EndsAt);
        Assert.Empty(closure.TakeEvents());
        Assert.Equal(2, closure.NightsVersion);
    }

    [Fact]
    public void Overrunning_follows_from_the_clock_or_from_the_end_that_is_expected()
    {
        Assert.Equal("closures.occurrence-step-not-possible", A.Refusal(() => closure.ReportOverrun(night.Id, night.EndsAt.AddHours(1), night.StartsAt)));
        closure.StartOccurrence(night.Id, night.StartsAt, night.StartsAt);
        Assert.Equal(OccurrenceStatus.Started, night.StatusAt(night.EndsAt, closure.Status));
        Assert.Equal(OccurrenceStatus.Overrunning, night.StatusAt(night.EndsAt.AddSeconds(1), closure.Status));
        Assert.Equal("closures.expected-end-too-early", A.Refusal(() => closure.ReportOverrun(night.Id, night.EndsAt, night.StartsAt)));
        Assert.Equal("closures.expected-end-too-early", A.Refusal(() => closure.ReportOverrun(night.Id, night.EndsAt.AddHours(1), night.EndsAt.AddHours(1))));
        closure.ReportOverrun(night.Id, night.EndsAt.AddHours(1), night.StartsAt);
        Assert.Equal(OccurrenceStatus.Overrunning, night.StatusAt(night.StartsAt, closure.Status));
    }

    [Fact]
    public void A_past_night_of_a_confirmed_closure_that_nobody_started_is_not_reported()
    {
        Assert.Equal(OccurrenceStatus.NotReported, night.StatusAt(night.EndsAt.AddSeconds(1), ClosureStatus.Confirmed));
        Assert.Equal(OccurrenceStatus.Planned, night.StatusAt(night.EndsAt.AddSeconds(1), ClosureStatus.Draft));
        Assert.Equal(OccurrenceStatus.NotReported, night.StatusAt(night.EndsAt.AddSeconds(1), ClosureStatus.Cancelled));
    }

    [Theory]
    [InlineData(ClosureLiveStatus.Planned, OccurrenceStatus.Planned, OccurrenceStatus.Planned)]
    [InlineData(ClosureLiveStatus.Between, OccurrenceStatus.Planned, OccurrenceStatus.NotReported)]
    [InlineData(ClosureLiveStatus.Between, OccurrenceStatus.Planned, OccurrenceStatus.NotCarriedOut)]
    [InlineData(ClosureLiveStatus.Between, OccurrenceStatus.Planned, OccurrenceStatus.Ended)]
    [InlineData(ClosureLiveStatus.Overrunning, OccurrenceStatus.Started, OccurrenceStatus.Overrunning)]
    [InlineData(ClosureLiveStatus.Started, OccurrenceStatus.Started, OccurrenceStatus.Planned)]
    [InlineData(ClosureLiveStatus.NotReported, OccurrenceStatus.Ended, OccurrenceStatus.NotReported)]
    [InlineData(ClosureLiveStatus.Ended, OccurrenceStatus.Ended, OccurrenceStatus.NotCarriedOut)]
    [InlineData(ClosureLiveStatus.NotCarriedOut, OccurrenceStatus.NotCarriedOut)]
    [InlineData(ClosureLiveStatus.Cancelled, OccurrenceStatus.NotCarriedOut, OccurrenceStatus.Cancelled)]
    [InlineData(ClosureLiveStatus.Cancelled, OccurrenceStatus.Cancelled)]
    public void What_goes_on_at_a_closure_follows_from_its_nights(ClosureLiveStatus expected, params OccurrenceStatus[] nights) =>
        Assert.Equal(expected, OccurrenceStateMachine.Of(nights));
}
