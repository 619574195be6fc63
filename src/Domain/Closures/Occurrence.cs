namespace Vemap.Domain.Closures;

/// <summary>One uninterrupted period of a phase, such as one night. What happens on the road is reported on it.</summary>
public sealed class Occurrence : IClosureBound
{
    private Occurrence()
    {
    }

    internal Occurrence(OccurrenceId id, Closure closure, PhaseId phase, Period period)
    {
        (Id, ClosureId, ProjectId) = (id, closure.Id, closure.ProjectId);
        Move(phase, period);
    }

    public OccurrenceId Id { get; private set; }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public ClosureId ClosureId { get; private set; }

    public PhaseId PhaseId { get; private set; }

    /// <summary>The local day on which it starts.</summary>
    public DateOnly Day { get; private set; }

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>The status as reported; <see cref="OccurrenceStateMachine.At"/> adds what follows from the clock.</summary>
    public OccurrenceStatus Status { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When somebody reported the start. It can be taken back for a day from then on, whatever moment was reported.</summary>
    public DateTimeOffset? StartReportedAt { get; private set; }

    public DateTimeOffset? EndReportedAt { get; private set; }

    public DateTimeOffset? NotCarriedOutReportedAt { get; private set; }

    /// <summary>When the road is expected to open again, if later than planned.</summary>
    public DateTimeOffset? ExpectedEndAt { get; private set; }

    /// <summary>Why it was not carried out.</summary>
    public string? Reason { get; private set; }

    /// <summary>No planned end: the road is closed until further notice.</summary>
    public bool IsOpenEnded => OpenEnd.Is(EndsAt);

    /// <summary>
    /// Until when the occurrence counts for the closure's overall window. One without a planned end counts until it is reported ended; one that will not take
    /// place counts for a minute, because a window has a length.
    /// </summary>
    internal DateTimeOffset WindowEnd => Status switch
    {
        _ when !IsOpenEnded => EndsAt,
        OccurrenceStatus.Planned or OccurrenceStatus.Started => EndsAt,
        _ when EndedAt > StartsAt => EndedAt.Value,
        _ => StartsAt.AddMinutes(1),
    };

    /// <summary>Its hours still follow its phase. One that has started keeps them, but gets the end that it did not have.</summary>
    internal bool CanMove => Status == OccurrenceStatus.Planned || (Status == OccurrenceStatus.Started && IsOpenEnded);

    public OccurrenceStatus StatusAt(DateTimeOffset now, ClosureStatus closure) => OccurrenceStateMachine.At(Status, EndsAt, ExpectedEndAt, closure, now);

    internal void Move(PhaseId phase, Period period)
    {
        (PhaseId, Day, StartsAt, EndsAt) = (phase, period.Day, period.StartsAt.ToUniversalTime(), period.EndsAt.ToUniversalTime());
    }

    internal void Start(DateTimeOffset at, DateTimeOffset now)
    {
        var next = Next(OccurrenceStep.Start);
        if (at > now) throw ClosureProblems.InTheFuture();
        if (at < StartsAt - OccurrenceStateMachine.EarliestStart) throw ClosureProblems.TooEarly(StartsAt);
        if (at > EndsAt) throw ClosureProblems.TooLate(EndsAt);
        (Status, StartedAt, StartReportedAt) = (next, at.ToUniversalTime(), now);
    }

    internal void End(DateTimeOffset at, DateTimeOffset now)
    {
        var next = Next(OccurrenceStep.End);
        if (at > now) throw ClosureProblems.InTheFuture();
        if (at < StartedAt) throw ClosureProblems.EndsBeforeStart();
        (Status, EndedAt, EndReportedAt) = (next, at.ToUniversalTime(), now);
    }

    /// <summary>Takes back the last report, which was a mistake.</summary>
    internal void Revert(DateTimeOffset now)
    {
        var (step, reportedAt) = Status switch
        {
            OccurrenceStatus.Ended => (OccurrenceStep.RevertEnd, EndReportedAt),
            OccurrenceStatus.NotCarriedOut => (OccurrenceStep.RevertNotCarryOut, NotCarriedOutReportedAt),
            _ => (OccurrenceStep.RevertStart, StartReportedAt),
        };
        var next = Next(step);
        // Until its planned end an occurrence can still be carried out, however long ago it was reported that it would not be.
        var canStillBe = step == OccurrenceStep.RevertNotCarryOut && EndsAt > now;
        if (!canStillBe && !(now - reportedAt <= OccurrenceStateMachine.RevertWithin)) throw ClosureProblems.TooLateToRevert();
        (Status, EndedAt, EndReportedAt, Reason, NotCarriedOutReportedAt) = (next, null, null, null, null);
        if (step == OccurrenceStep.RevertStart) (StartedAt, StartReportedAt, ExpectedEndAt) = (null, null, null);
    }

    internal void NotCarriedOut(string reason, DateTimeOffset now) =>
        (Status, Reason, NotCarriedOutReportedAt) = (Next(OccurrenceStep.NotCarryOut), reason, now);

    internal void Overrun(DateTimeOffset expectedEnd, DateTimeOffset now)
    {
        if (Status != OccurrenceStatus.Started) throw ClosureProblems.OccurrenceStepNotPossible(Status, "reported as overrunning");
        if (IsOpenEnded) throw ClosureProblems.NoPlannedEnd();
        if (expectedEnd <= EndsAt || expectedEnd <= now) throw ClosureProblems.ExpectedEndTooEarly(EndsAt);
        ExpectedEndAt = expectedEnd.ToUniversalTime();
    }

    internal void Cancel() => Status = Next(OccurrenceStep.Cancel);

    private OccurrenceStatus Next(OccurrenceStep step) =>
        OccurrenceStateMachine.Next(Status, step) ?? throw ClosureProblems.OccurrenceStepNotPossible(Status, OccurrenceStateMachine.Word(step));
}
