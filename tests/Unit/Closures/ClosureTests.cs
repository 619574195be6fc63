using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

public class ClosureTests
{
    [Fact]
    public void A_new_closure_is_a_draft_whose_window_follows_from_its_phases()
    {
        var closure = A.Closure();
        Assert.Equal((ClosureStatus.Draft, 1, 1), (closure.Status, closure.Version, closure.ContentVersion));
        Assert.Equal((A.Instant("2026-03-09T20:00Z"), A.Instant("2026-03-21T04:00Z")), (closure.StartsAt, closure.EndsAt));
        Assert.Equal((4.9, 52.3, 4.95, 52.31), (closure.West, closure.South, closure.East, closure.North));
        Assert.Contains(Assert.Single(closure.Versions).Difference, change => change is { Field: "title", Before: null, After: "A9 Gaasperdammerweg" });
    }

    [Fact]
    public void A_change_makes_a_version_that_names_exactly_what_is_different()
    {
        var closure = A.Closure();
        closure.Change(closure.Content with { Title = "A9 tunnel" }, A.Planner, A.Now.AddHours(1));
        var version = closure.Versions.Last();
        Assert.Equal([new FieldChange("title", "A9 Gaasperdammerweg", "A9 tunnel")], version.Difference);
        Assert.Equal((2, A.Planner, A.Now.AddHours(1)), (version.Number, version.By, version.At));
        Assert.Equal("a9 tunnel", closure.TitleSearch);
    }

    [Fact]
    public void The_same_content_again_changes_nothing()
    {
        var closure = A.Closure(A.Content(detours: [A.Detour()]));
        var (phase, occurrences) = (closure.Phases.Single().Id, closure.Occurrences.Select(occurrence => occurrence.Id).ToList());
        closure.Change(A.Content(detours: [A.Detour()], geometry: A.Geometry("""{ "coordinates": [[4.90,52.3], [4.95,52.31]], "type": "LineString" }""")), A.Planner, A.Now);
        Assert.Equal((1, phase), (closure.ContentVersion, closure.Phases.Single().Id));
        Assert.Equal(occurrences, closure.Occurrences.Select(occurrence => occurrence.Id));
    }

    [Fact]
    public void Nights_that_remain_keep_their_ids_when_a_phase_gets_other_hours_and_another_end()
    {
        var closure = A.Closure();
        var before = closure.Occurrences.ToDictionary(occurrence => occurrence.Day, occurrence => occurrence.Id);
        closure.Change(A.Content(phases: [A.Nights(closure.Phases.Single().Id, last: "2026-03-24", from: "22:00", exceptions: ["2026-03-10"])]), A.Planner, A.Now);
        Assert.Equal(11, closure.Occurrences.Count);
        Assert.DoesNotContain(closure.Occurrences, occurrence => occurrence.Day == A.Day("2026-03-10"));
        Assert.All(closure.Occurrences.Where(occurrence => before.ContainsKey(occurrence.Day)), occurrence => Assert.Equal(before[occurrence.Day], occurrence.Id));
        Assert.All(closure.Occurrences, occurrence => Assert.Equal(22, AmsterdamTime.Local(occurrence.StartsAt).Hour));
    }

    [Fact]
    public void Nights_of_a_phase_sent_without_its_id_are_recognised_by_their_hours()
    {
        var closure = A.Closure();
        var before = closure.Occurrences.Select(occurrence => occurrence.Id).Order().ToList();
        closure.Change(A.Content(phases: [A.Nights() with { Name = "Renamed" }]), A.Planner, A.Now);
        Assert.Equal(before, closure.Occurrences.Select(occurrence => occurrence.Id).Order());
        Assert.All(closure.Occurrences, occurrence => Assert.Equal(closure.Phases.Single().Id, occurrence.PhaseId));
    }

    [Fact]
    public void Detours_are_added_changed_and_removed()
    {
        var closure = A.Closure(A.Content(detours: [A.Detour("Old"), A.Detour("Stays")]));
        var stays = closure.Detours.Single(detour => detour.Name == "Stays");
        closure.Change(A.Content(detours: [A.Detour("Changed") with { Id = stays.Id }, A.Detour("New")]), A.Planner, A.Now);
        Assert.Equal(["Changed", "New"], closure.Detours.Select(detour => detour.Name).Order());
        Assert.Contains(closure.Detours, detour => detour.Id == stays.Id && detour.Name == "Changed");
        Assert.Equal((5.0, 52.0), (stays.West, stays.South));
    }

    [Fact]
    public void Ids_of_other_closures_parts_are_refused()
    {
        var closure = A.Closure();
        Assert.Equal("closures.unknown-phase", A.Refusal(() => closure.Change(A.Content(phases: [A.Nights(A.New<Phase>())]), A.Planner, A.Now)));
        Assert.Equal("closures.unknown-detour", A.Refusal(() => closure.Change(A.Content(detours: [A.Detour() with { Id = A.New<Detour>() }]), A.Planner, A.Now)));
    }

    [Fact]
    public void A_closure_has_between_one_and_a_thousand_occurrences()
    {
        Assert.Equal("closures.no-occurrence", A.Refusal(() => A.Closure(A.Content(phases: [A.Nights(last: "2026-03-09", exceptions: ["2026-03-09"])]))));
        Assert.Equal("closures.too-many-occurrences", A.Refusal(() => A.Closure(A.Content(phases: [A.Nights(first: "2026-01-01", last: "2028-12-31", weekdays: [])]))));
        Assert.Equal("closures.too-many-occurrences", A.Refusal(() => A.Closure(A.Content(phases: [.. Enumerable.Range(0, 20).Select(_ => A.Nights(first: "2000-01-01", last: "2099-12-31", weekdays: []))]))));
    }

    [Fact]
    public void Submitting_asks_for_somebody_on_site()
    {
        var closure = A.Closure(A.Content(contacts: [new ClosureContact(ContactKind.DutyDesk, "Duty desk", "14020")]));
        Assert.Equal("closures.no-contact-on-site", A.Refusal(() => closure.Submit(A.Planner, A.Now)));
    }

    [Fact]
    public void Confirming_asks_for_an_approved_plan_or_a_reason_why_none_is_needed()
    {
        var without = A.Closure();
        without.Submit(A.Planner, A.Now);
        Assert.Equal("closures.no-approved-plan", A.Refusal(() => without.Confirm(planIsApproved: false, A.Planner, A.Now)));
        Assert.Equal("closures.no-approved-plan", A.Refusal(() => without.Confirm(planIsApproved: false, A.Planner, A.Now, planIsBlocked: true)));
        Assert.Equal("closures.content-changed", A.Refusal(() => without.Confirm(planIsApproved: true, A.Planner, A.Now, approvedContent: without.ContentVersion + 1)));
        Assert.Equal("closures.content-changed", A.Refusal(() => without.Confirm(planIsApproved: true, A.Planner, A.Now, approvedContent: without.ContentVersion + 1, acknowledgedContent: without.ContentVersion + 1)));
        without.Confirm(planIsApproved: true, A.Planner, A.Now, approvedContent: without.ContentVersion + 1, acknowledgedContent: without.ContentVersion);

        var unneeded = A.Closure(A.Content(noPlanReason: "Verge mowing, no traffic measures."));
        unneeded.Submit(A.Planner, A.Now);
        unneeded.Confirm(planIsApproved: false, A.Planner, A.Now, approvedContent: unneeded.ContentVersion + 1);
        Assert.Equal((ClosureStatus.Confirmed, ClosureStatus.Confirmed), (without.Status, unneeded.Status));
        Assert.Equal((true, false, false), (without.PlanApprovalIsVoid, Approved(without).PlanApprovalIsVoid, unneeded.PlanApprovalIsVoid));
    }

    // As the database does it, from the coverage of the plans.
    private static Closure Approved(Closure closure)
    {
        typeof(Closure).GetProperty(nameof(Closure.PlanIsApproved))!.SetValue(closure, true);
        return closure;
    }

    [Fact]
    public void Content_holds_while_under_review_once_confirmed_and_at_the_end()
    {
        var closure = A.Closure();
        string Change() => A.Refusal(() => closure.Change(A.Content(title: "Other"), A.Planner, A.Now));
        closure.Submit(A.Planner, A.Now);
        Assert.Equal("closures.under-review", Change());
        closure.Confirm(planIsApproved: true, A.Planner, A.Now);
        Assert.Equal("closures.confirmed", Change());
        closure.Cancel("Rain", A.Planner, A.Now);
        Assert.Equal("closures.final", Change());
        Assert.Equal("closures.final", A.Refusal(() => closure.ChangePublicInformation("x", closure.Contacts, A.Planner, A.Now)));
    }

    [Fact]
    public void Public_text_and_contacts_of_a_confirmed_closure_may_change_and_make_a_version()
    {
        var closure = A.Confirmed();
        closure.ChangePublicInformation("Now with a bus.", [new ClosureContact(ContactKind.OnSite, "K. Bakker", "+31 20 555 0101")], A.Planner, A.Now);
        Assert.Equal(["contacts", "publicText"], closure.Versions.Last().Difference.Select(change => change.Field).Order());
        Assert.Equal("closures.no-contact-on-site", A.Refusal(() => closure.ChangePublicInformation("x", [], A.Planner, A.Now)));
    }

    [Fact]
    public void Cancelling_and_refusing_cancel_what_was_planned()
    {
        var (cancelled, refused) = (A.Confirmed(), A.Closure());
        cancelled.Cancel("Rain", A.Planner, A.Now);
        refused.Submit(A.Planner, A.Now);
        refused.Refuse(RefusalReason.NoticeTooShort, "Three weeks are needed.", A.Planner, A.Now);
        Assert.All(cancelled.Occurrences.Concat(refused.Occurrences), occurrence => Assert.Equal(OccurrenceStatus.Cancelled, occurrence.Status));
        Assert.Equal((RefusalReason.NoticeTooShort, "Three weeks are needed."), (refused.RefusalReason, refused.StatusNote));
    }

    [Fact]
    public void Cancelling_leaves_the_nights_that_are_over_as_they_were()
    {
        var closure = A.Confirmed();
        var nights = closure.Occurrences.OrderBy(occurrence => occurrence.StartsAt).ToList();
        var now = nights[2].EndsAt;
        closure.Cancel("Rain", A.Planner, now);
        Assert.All(nights.Take(3), night => Assert.Equal(OccurrenceStatus.NotReported, closure.StatusOf(night.Id, now.AddSeconds(1))));
        Assert.All(nights.Skip(3), night => Assert.Equal(OccurrenceStatus.Cancelled, night.Status));
    }

    [Fact]
    public void Occurrences_that_were_over_before_a_cancellation_can_still_be_reported()
    {
        var closure = A.Confirmed();
        var nights = closure.Occurrences.OrderBy(occurrence => occurrence.StartsAt).ToList();
        var now = nights[3].StartsAt;
        closure.Cancel("Rain", A.Planner, now);
        closure.StartOccurrence(nights[0].Id, nights[0].StartsAt, now);
        closure.EndOccurrence(nights[0].Id, nights[0].EndsAt, now);
        closure.ReportNotCarriedOut(nights[1].Id, "Frost", now);
        Assert.Equal((OccurrenceStatus.Ended, OccurrenceStatus.NotCarriedOut), (nights[0].Status, nights[1].Status));
        Assert.Equal("closures.not-confirmed", A.Refusal(() => closure.StartOccurrence(nights[3].Id, now, now)));
        Assert.Equal("closures.occurrence-step-not-possible", A.Refusal(() => closure.StartOccurrence(nights[3].Id, now, nights[3].EndsAt)));
    }

    [Fact]
    public void A_closure_that_was_never_confirmed_is_cancelled_with_its_past_nights()
    {
        var closure = A.Closure();
        closure.Cancel("Not needed", A.Planner, closure.EndsAt.AddDays(1));
        Assert.All(closure.Occurrences, occurrence => Assert.Equal(OccurrenceStatus.Cancelled, occurrence.Status));
    }

    [Fact]
    public void Every_step_is_recorded_with_its_note()
    {
        var closure = A.Closure();
        closure.Submit(A.Planner, A.Now);
        closure.RequestChanges("Other hours.", A.Planner, A.Now.AddHours(1));
        closure.Submit(A.Planner, A.Now.AddHours(2));
        Assert.Equal(
            [(ClosureStatus.Draft, ClosureStatus.Submitted, null), (ClosureStatus.Submitted, ClosureStatus.ChangesRequested, "Other hours."), (ClosureStatus.ChangesRequested, ClosureStatus.Submitted, null)],
            closure.Steps.Select(step => (step.FromStatus, step.ToStatus, step.Note)));
        Assert.Equal((A.Planner, A.Now.AddHours(1), 1), (closure.Steps.ElementAt(1).By, closure.Steps.ElementAt(1).At, closure.Steps.ElementAt(1).ContentVersion));
    }

    [Fact]
    public void A_closure_that_is_going_on_cannot_be_cancelled()
    {
        var closure = A.Confirmed();
        var night = closure.Occurrences.First();
        closure.StartOccurrence(night.Id, night.StartsAt, night.StartsAt);
        Assert.Equal("closures.occurrence-started", A.Refusal(() => closure.Cancel("Rain", A.Planner, night.StartsAt)));
    }
}
