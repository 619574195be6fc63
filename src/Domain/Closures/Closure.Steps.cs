namespace Vemap.Domain.Closures;

/// <summary>The steps of a closure's planning, and the reports about its occurrences.</summary>
public sealed partial class Closure
{
    public void Submit(UserId by, DateTimeOffset now)
    {
        var next = Next(PlanningStep.Submit);
        if (!IsReachable(Contacts)) throw ClosureProblems.NoContactOnSite();
        Move(next, by, now);
    }

    public void Withdraw(UserId by, DateTimeOffset now) => Move(Next(PlanningStep.Withdraw), by, now);

    public void RequestChanges(string note, UserId by, DateTimeOffset now) => Move(Next(PlanningStep.RequestChanges), by, now, note);

    public void Refuse(RefusalReason reason, string? note, UserId by, DateTimeOffset now)
    {
        Move(Next(PlanningStep.Refuse), by, now, note);
        RefusalReason = reason;
        CancelOccurrences(_ => true);
        Raise(new ClosureChanged(Id.Value));
    }

    /// <summary>The authority agrees; the plan's current version must be approved for this closure and its file must be readable, unless a reason
    /// says that no plan is needed.</summary>
    /// <param name="approvedContent">The content that the approval names, if it names any.</param>
    /// <param name="acknowledgedContent">The content that the authority confirms although the approval names another.</param>
    public void Confirm(
        bool planIsApproved, UserId by, DateTimeOffset now, bool planIsBlocked = false, int? approvedContent = null, int? acknowledgedContent = null)
    {
        var next = Next(PlanningStep.Confirm);
        if (NoPlanReason is null && planIsBlocked) throw ClosureProblems.ApprovedPlanBlocked();
        if (NoPlanReason is null && !planIsApproved) throw ClosureProblems.NoApprovedPlan();
        var changed = approvedContent is { } approved && approved != ContentVersion;
        if (NoPlanReason is null && changed && acknowledgedContent != ContentVersion) throw ClosureProblems.ContentChanged();
        Move(next, by, now);
    }

    /// <summary>The nights to come will not be carried out. Past nights of a confirmed closure stay as they are: the road may have been closed.</summary>
    public void Cancel(string reason, UserId by, DateTimeOffset now)
    {
        var next = Next(PlanningStep.Cancel);
        var wasConfirmed = Status == ClosureStatus.Confirmed;
        if (occurrences.Exists(occurrence => occurrence.Status == OccurrenceStatus.Started)) throw ClosureProblems.OccurrenceStarted();
        Move(next, by, now, reason);
        CancelOccurrences(occurrence => !wasConfirmed || occurrence.EndsAt > now);
        Raise(new ClosureChanged(Id.Value));
    }

    public void StartOccurrence(OccurrenceId id, DateTimeOffset at, DateTimeOffset now) => Live(id, now, occurrence => occurrence.Start(at, now));

    public void EndOccurrence(OccurrenceId id, DateTimeOffset at, DateTimeOffset now) => Live(id, now, occurrence => occurrence.End(at, now));

    /// <summary>Takes back the last report about an occurrence: its start, its end, or that it is not carried out.</summary>
    public void RevertOccurrence(OccurrenceId id, DateTimeOffset now) => Live(id, now, occurrence => occurrence.Revert(now));

    public void ReportNotCarriedOut(OccurrenceId id, string reason, DateTimeOffset now) => Live(id, now, occurrence => occurrence.NotCarriedOut(reason, now));

    public void ReportOverrun(OccurrenceId id, DateTimeOffset expectedEnd, DateTimeOffset now) =>
        Live(id, now, occurrence => occurrence.Overrun(expectedEnd, now));

    /// <summary>The closure is confirmed, needs a plan, and no plan is approved for it any more.</summary>
    public bool PlanApprovalIsVoid => PlanApproval.IsVoid(Status, needsPlan: NoPlanReason is null, PlanIsApproved);

    /// <summary>The status of one occurrence now, with what follows from the clock.</summary>
    public OccurrenceStatus StatusOf(OccurrenceId id, DateTimeOffset now) => Find(id).StatusAt(now, Status);

    private Occurrence Find(OccurrenceId id) => occurrences.Find(occurrence => occurrence.Id == id) ?? throw Common.CommonProblems.NotFound();

    private ClosureStatus Next(PlanningStep step) => ClosurePlanningStateMachine.Next(Status, step) ?? throw ClosureProblems.StepNotPossible(Status, step);

    private void Move(ClosureStatus next, UserId by, DateTimeOffset now, string? note = null)
    {
        var before = Status;
        Status = next;
        Moved(by, now, note);
        steps.Add(new ClosureStep(this, before));
    }

    private void Moved(UserId by, DateTimeOffset now, string? note)
    {
        (StatusAt, StatusBy, StatusNote) = (now, by, note);
        Touch(now);
    }

    private void CancelOccurrences(Predicate<Occurrence> which)
    {
        occurrences.FindAll(occurrence => occurrence.Status == OccurrenceStatus.Planned && which(occurrence)).ForEach(occurrence => occurrence.Cancel());
        Summarise();
    }

    /// <summary>Keeps a summary of the occurrences on the closure, for the lists. The clock has no part in it: what follows from the time is derived
    /// when it is read.</summary>
    private void Summarise()
    {
        var goesOn = !ClosurePlanningStateMachine.IsFinal(Status) && phases.Exists(phase => phase.IsOpenEnded && phase.Window is not null);
        StartsAt = occurrences.Min(occurrence => occurrence.StartsAt);
        EndsAt = goesOn ? OpenEnd.Instant : occurrences.Max(occurrence => occurrence.WindowEnd);
        LiveStatus = OccurrenceStateMachine.Of([.. occurrences.Select(occurrence => occurrence.StatusAt(DateTimeOffset.MinValue, Status))]);
        var open = LiveStatus == ClosureLiveStatus.Started ? OccurrenceStatus.Started : OccurrenceStatus.Planned;
        var ends = occurrences.Where(occurrence => occurrence.Status == open).Select(occurrence => (DateTimeOffset?)occurrence.EndsAt).ToList();
        (LiveFirstEnd, LiveLastEnd) = (ends.Min(), ends.Max());
    }

    private void Live(OccurrenceId id, DateTimeOffset now, Action<Occurrence> report)
    {
        var occurrence = Find(id);
        // What happened before a closure was cancelled can still be reported.
        var isOpen = Status == ClosureStatus.Confirmed || (Status == ClosureStatus.Cancelled && occurrence.EndsAt <= now);
        if (!isOpen) throw ClosureProblems.NotConfirmed();
        var tookPlace = occurrence.Status != OccurrenceStatus.NotCarriedOut;
        report(occurrence);
        // Notices are about nights to come: a report about a past night makes none of them untrue.
        if (tookPlace != (occurrence.Status != OccurrenceStatus.NotCarriedOut) && occurrence.EndsAt > now) ChangeNights();
        Summarise();
        Touch(now);
    }

    private void ChangeNights()
    {
        NightsVersion++;
        Raise(new ClosureChanged(Id.Value));
    }

    /// <summary>Brings the occurrences in line with the phases. A night that remains keeps its id and its state, even when its hours or its phase
    /// change.</summary>
    private void Reschedule()
    {
        var wanted = Wanted(phases.Where(phase => !phase.IsOpenEnded), MaxOccurrences + 1);
        if (wanted.Count > MaxOccurrences) throw ClosureProblems.TooManyOccurrences();
        // An open-ended phase has no fixed number of nights; it gets as many as the others leave.
        wanted.AddRange(Wanted(phases.Where(phase => phase.IsOpenEnded), MaxOccurrences - wanted.Count));
        if (wanted.Count == 0) throw ClosureProblems.NoOccurrence();

        var free = occurrences.ToList();
        var added = wanted.Where(night => !Reuse(free, night.Phase, night.Period)).ToList();
        // A phase that came without its id is a new one; its nights are recognised by their hours.
        added.RemoveAll(night => ReuseSameHours(free, night.Phase, night.Period));

        // A night that has begun or was reported stays, whatever becomes of its phase.
        occurrences.RemoveAll(occurrence => free.Contains(occurrence) && occurrence.Status == OccurrenceStatus.Planned);
        occurrences.AddRange(added.Select(night => new Occurrence(OccurrenceId.New(), this, night.Phase, night.Period)));
        Summarise();
    }

    // Each phase is cut off as well as all of them: a century of nights would be sorted before it is refused.
    private static List<(PhaseId Phase, Period Period)> Wanted(IEnumerable<Phase> of, int most) =>
    [
        .. of.SelectMany(phase => phase.Periods().Take(most).Select(period => (Phase: phase.Id, Period: period)))
            .OrderBy(night => night.Period.StartsAt)
            .Take(most),
    ];

    private static bool Reuse(List<Occurrence> free, PhaseId phase, Period period) =>
        Take(free, occurrence => occurrence.PhaseId == phase && occurrence.Day == period.Day, phase, period);

    private static bool ReuseSameHours(List<Occurrence> free, PhaseId phase, Period period) =>
        Take(free, occurrence => occurrence.StartsAt == period.StartsAt && occurrence.EndsAt == period.EndsAt, phase, period);

    private static bool Take(List<Occurrence> free, Predicate<Occurrence> same, PhaseId phase, Period period)
    {
        var found = free.FindIndex(same);
        if (found < 0) return false;
        if (free[found].CanMove) free[found].Move(phase, period);
        free.RemoveAt(found);
        return true;
    }
}
