namespace Vemap.Domain.Closures;

/// <summary>The closure's life: the steps of planning, and what happens night by night.</summary>
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

    /// <summary>The authority agrees; the plan's current version must be approved for this closure and nobody keep its file back, unless a reason
    /// says that none is needed.</summary>
    /// <param name="approvedContent">The content that the approval names, if it names any.</param>
    /// <param name="acknowledgedContent">The content that the authority confirms although the approval names another.</param>
    public void Confirm(bool planIsApproved, UserId by, DateTimeOffset now, bool planIsKeptBack = false, int? approvedContent = null, int? acknowledgedContent = null)
    {
        var next = Next(PlanningStep.Confirm);
        if (NoPlanReason is null && planIsKeptBack) throw ClosureProblems.ApprovedPlanKeptBack();
        if (NoPlanReason is null && !planIsApproved) throw ClosureProblems.NoApprovedPlan();
        var changed = approvedContent is { } approved && approved != ContentVersion;
        if (NoPlanReason is null && changed && acknowledgedContent != ContentVersion) throw ClosureProblems.ContentChanged();
        Move(next, by, now);
    }

    /// <summary>What was to come will not be carried out. Past nights of a confirmed closure stay as they are: the road may have been closed.</summary>
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

    /// <summary>Takes back what was reported last of a night: its start, its end, or that it is not carried out.</summary>
    public void RevertOccurrence(OccurrenceId id, DateTimeOffset now) => Live(id, now, occurrence => occurrence.Revert(now));

    public void ReportNotCarriedOut(OccurrenceId id, string reason, DateTimeOffset now) => Live(id, now, occurrence => occurrence.NotCarriedOut(reason, now));

    public void ReportOverrun(OccurrenceId id, DateTimeOffset expectedEnd, DateTimeOffset now) =>
        Live(id, now, occurrence => occurrence.Overrun(expectedEnd, now));

    /// <summary>It is confirmed, and no plan is approved for it any more.</summary>
    public bool PlanApprovalIsVoid => Status == ClosureStatus.Confirmed && NoPlanReason is null && !PlanIsApproved;

    /// <summary>What goes on in one night, by the clock too.</summary>
    public OccurrenceStatus StatusOf(OccurrenceId id, DateTimeOffset now) => Find(id).StatusAt(now, Status);

    private Occurrence Find(OccurrenceId id) => occurrences.Find(occurrence => occurrence.Id == id) ?? throw Common.CommonProblems.NotFound();

    private ClosureStatus Next(PlanningStep step) => ClosurePlanning.Next(Status, step) ?? throw ClosureProblems.StepNotPossible(Status, step);

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

    /// <summary>Keeps what its nights say beside the closure, for the lists; without the clock, which none of them writes down.</summary>
    private void Summarise()
    {
        LiveStatus = OccurrenceLife.Of([.. occurrences.Select(occurrence => occurrence.StatusAt(DateTimeOffset.MinValue, Status))]);
        var open = LiveStatus == ClosureLiveStatus.Started ? OccurrenceStatus.Started : OccurrenceStatus.Planned;
        var ends = occurrences.Where(occurrence => occurrence.Status == open).Select(occurrence => (DateTimeOffset?)occurrence.EndsAt).ToList();
        (LiveFirstEnd, LiveLastEnd) = (ends.Min(), ends.Max());
    }

    private void Live(OccurrenceId id, DateTimeOffset now, Action<Occurrence> report)
    {
        var occurrence = Find(id);
        // Of a closure that was cancelled, what happened before can still be told.
        var tells = Status == ClosureStatus.Confirmed || (Status == ClosureStatus.Cancelled && occurrence.EndsAt <= now);
        if (!tells) throw ClosureProblems.NotConfirmed();
        var tookPlace = occurrence.Status != OccurrenceStatus.NotCarriedOut;
        report(occurrence);
        // Of a night that is over nobody is told that it will come.
        if (tookPlace != (occurrence.Status != OccurrenceStatus.NotCarriedOut) && occurrence.EndsAt > now) ChangeNights();
        Summarise();
        Touch(now);
    }

    private void ChangeNights()
    {
        NightsVersion++;
        Raise(new ClosureChanged(Id.Value));
    }

    /// <summary>Makes the occurrences that the phases ask for. A night that remains keeps its id and its state, even when its hours or its phase
    /// change.</summary>
    private void Reschedule()
    {
        // Each phase is cut off too: a century of nights would be sorted before it is refused.
        var wanted = phases
            .SelectMany(phase => phase.Periods().Take(MaxOccurrences + 1).Select(period => (Phase: phase.Id, Period: period)))
            .OrderBy(night => night.Period.StartsAt).Take(MaxOccurrences + 1).ToList();
        if (wanted.Count == 0) throw ClosureProblems.NoOccurrence();
        if (wanted.Count > MaxOccurrences) throw ClosureProblems.TooManyOccurrences();

        var free = occurrences.ToList();
        var added = wanted.Where(night => !Reuse(free, night.Phase, night.Period)).ToList();
        // Those of a phase that was written anew are known by their hours.
        added.RemoveAll(night => ReuseSameHours(free, night.Phase, night.Period));

        // What has begun or was reported has happened; it stays.
        occurrences.RemoveAll(occurrence => free.Contains(occurrence) && occurrence.Status == OccurrenceStatus.Planned);
        occurrences.AddRange(added.Select(night => new Occurrence(OccurrenceId.New(), this, night.Phase, night.Period)));
        (StartsAt, EndsAt) = (occurrences.Min(occurrence => occurrence.StartsAt), occurrences.Max(occurrence => occurrence.EndsAt));
        Summarise();
    }

    private static bool Reuse(List<Occurrence> free, PhaseId phase, Period period) =>
        Take(free, occurrence => occurrence.PhaseId == phase && occurrence.Day == period.Day, phase, period);

    private static bool ReuseSameHours(List<Occurrence> free, PhaseId phase, Period period) =>
        Take(free, occurrence => occurrence.StartsAt == period.StartsAt && occurrence.EndsAt == period.EndsAt, phase, period);

    private static bool Take(List<Occurrence> free, Predicate<Occurrence> same, PhaseId phase, Period period)
    {
        var found = free.FindIndex(same);
        if (found < 0) return false;
        if (free[found].Status == OccurrenceStatus.Planned) free[found].Move(phase, period);
        free.RemoveAt(found);
        return true;
    }
}
