using FsCheck;
using FsCheck.Fluent;
using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

public class StateMachineTests
{
    // As the words of the product have it, written down a second time and in another form.
    private static readonly HashSet<(ClosureStatus, ClosureStatus)> Planning =
    [
        (ClosureStatus.Draft, ClosureStatus.Submitted),
        (ClosureStatus.Submitted, ClosureStatus.Confirmed),
        (ClosureStatus.Submitted, ClosureStatus.Draft),
        (ClosureStatus.Submitted, ClosureStatus.ChangesRequested),
        (ClosureStatus.ChangesRequested, ClosureStatus.Submitted),
        (ClosureStatus.Submitted, ClosureStatus.Refused),
        (ClosureStatus.Draft, ClosureStatus.Cancelled),
        (ClosureStatus.Submitted, ClosureStatus.Cancelled),
        (ClosureStatus.ChangesRequested, ClosureStatus.Cancelled),
        (ClosureStatus.Confirmed, ClosureStatus.Cancelled),
    ];

    private static readonly HashSet<(OccurrenceStatus, OccurrenceStatus)> Life =
    [
        (OccurrenceStatus.Planned, OccurrenceStatus.Started),
        (OccurrenceStatus.Started, OccurrenceStatus.Ended),
        (OccurrenceStatus.Planned, OccurrenceStatus.NotCarriedOut),
        (OccurrenceStatus.Planned, OccurrenceStatus.Cancelled),
        (OccurrenceStatus.Started, OccurrenceStatus.Planned),
        (OccurrenceStatus.Ended, OccurrenceStatus.Started),
        (OccurrenceStatus.NotCarriedOut, OccurrenceStatus.Planned),
    ];

    [Fact]
    public void Planning_has_exactly_the_transitions_that_are_listed() =>
        Assert.Equal(Planning.Order(), Transitions<ClosureStatus, PlanningStep>(ClosurePlanningStateMachine.Next).Order());

    [Fact]
    public void An_occurrence_has_exactly_the_transitions_that_are_listed() =>
        Assert.Equal(Life.Order(), Transitions<OccurrenceStatus, OccurrenceStep>(OccurrenceStateMachine.Next).Where(step => IsStored(step.From)).Order());

    [Fact]
    public void Every_state_has_an_exit_except_the_final_ones()
    {
        Assert.All(Enum.GetValues<ClosureStatus>(), status =>
            Assert.Equal(ClosurePlanningStateMachine.IsFinal(status), !Enum.GetValues<PlanningStep>().Any(step => ClosurePlanningStateMachine.Next(status, step) is not null)));
        Assert.All(Enum.GetValues<OccurrenceStatus>(), status =>
            Assert.Equal(OccurrenceStateMachine.IsFinal(status), !Enum.GetValues<OccurrenceStep>().Any(step => OccurrenceStateMachine.Next(status, step) is not null)));
    }

    [Fact]
    public void No_sequence_of_steps_leaves_the_listed_transitions_of_planning()
    {
        Prop.ForAll(Gen.Choose(0, 6).ListOf().ToArbitrary(), steps =>
        {
            var closure = A.Closure();
            return steps.All(step =>
            {
                var (before, content, taken) = (closure.Status, closure.ContentVersion, closure.Steps.Count);
                var refused = Try(() => Step(closure, step));
                var changed = !refused && step == 6;
                return closure.ContentVersion == content + (changed ? 1 : 0)
                    && (refused || changed ? closure.Status == before && closure.Steps.Count == taken : Planning.Contains((before, closure.Status)) && IsRecorded(closure, before, taken));
            });
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void No_sequence_of_reports_leaves_the_listed_transitions_of_an_occurrence()
    {
        Prop.ForAll(Gen.Choose(0, 4).Zip(Gen.Choose(0, 60)).ListOf().ToArbitrary(), reports =>
        {
            var closure = A.Confirmed();
            var night = closure.Occurrences.First();
            var now = night.StartsAt.AddHours(-20);
            return reports.All(report =>
            {
                now = now.AddMinutes(report.Item2 * 17);
                var (before, nights) = (night.Status, closure.NightsVersion);
                var refused = Try(() => Report(closure, night, report.Item1, now));
                return (refused || report.Item1 == 4 ? night.Status == before : Life.Contains((before, night.Status)))
                    && (night.StartedAt is null) == (night.Status is OccurrenceStatus.Planned or OccurrenceStatus.NotCarriedOut)
                    && (night.EndedAt is not null) == (night.Status == OccurrenceStatus.Ended)
                    && (night.Reason is not null) == (night.Status == OccurrenceStatus.NotCarriedOut)
                    && (closure.NightsVersion == nights) == (refused || now >= night.EndsAt || (before == OccurrenceStatus.NotCarriedOut) == (night.Status == OccurrenceStatus.NotCarriedOut));
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void The_summary_on_a_closure_agrees_with_its_occurrences_at_every_moment()
    {
        Prop.ForAll(Gen.Choose(0, 5).Zip(Gen.Choose(0, 3)).ListOf().ToArbitrary(), Gen.Choose(0, 90).ToArbitrary(), (reports, later) =>
        {
            var closure = A.Confirmed(A.Content(phases: [A.Nights(last: "2026-03-12")]));
            var nights = closure.Occurrences.OrderBy(night => night.StartsAt).ToList();
            var now = nights[0].StartsAt.AddHours(-20);
            return Agree(closure, now) && reports.All(report =>
            {
                now = now.AddHours(5);
                Try(() => Report(closure, nights[report.Item2], report.Item1, now));
                if (report.Item1 == 5) Try(() => closure.Cancel("Rain", A.Planner, now));
                return Agree(closure, now) && Agree(closure, now.AddHours(later)) && nights.TrueForAll(night => Agree(closure, night.EndsAt) && Agree(closure, night.EndsAt.AddTicks(1)));
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static bool Agree(Closure closure, DateTimeOffset now) =>
        OccurrenceStateMachine.LiveAt(closure.LiveStatus, closure.LiveFirstEnd, closure.LiveLastEnd, now) == OccurrenceStateMachine.Of([.. closure.Occurrences.Select(night => night.StatusAt(now, closure.Status))]);

    private static bool IsRecorded(Closure closure, ClosureStatus before, int taken) =>
        closure.Steps.Count == taken + 1 && (closure.Steps.Last().FromStatus, closure.Steps.Last().ToStatus) == (before, closure.Status);

    private static void Step(Closure closure, int step)
    {
        switch (step)
        {
            case 0: closure.Submit(A.Planner, A.Now); break;
            case 1: closure.Withdraw(A.Planner, A.Now); break;
            case 2: closure.RequestChanges("Other hours.", A.Planner, A.Now); break;
            case 3: closure.Refuse(RefusalReason.Other, null, A.Planner, A.Now); break;
            case 4: closure.Confirm(planIsApproved: true, A.Planner, A.Now); break;
            case 5: closure.Cancel("Rain", A.Planner, A.Now); break;
            default: closure.Change(closure.Content with { Title = closure.Title + "!" }, A.Planner, A.Now); break;
        }
    }

    private static void Report(Closure closure, Occurrence night, int report, DateTimeOffset now)
    {
        switch (report)
        {
            case 0: closure.StartOccurrence(night.Id, now, now); break;
            case 1: closure.EndOccurrence(night.Id, now, now); break;
            case 2: closure.RevertOccurrence(night.Id, now); break;
            case 3: closure.ReportNotCarriedOut(night.Id, "Frost", now); break;
            default: closure.ReportOverrun(night.Id, night.EndsAt.AddHours(1), now); break;
        }
    }

    private static bool Try(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (ProblemException)
        {
            return true;
        }
    }

    private static bool IsStored(OccurrenceStatus status) => status is not (OccurrenceStatus.Overrunning or OccurrenceStatus.NotReported);

    private static HashSet<(TStatus From, TStatus To)> Transitions<TStatus, TStep>(Func<TStatus, TStep, TStatus?> next)
        where TStatus : struct, Enum
        where TStep : struct, Enum =>
        [.. from status in Enum.GetValues<TStatus>() from step in Enum.GetValues<TStep>() let to = next(status, step) where to is not null select (status, to.Value)];
}
