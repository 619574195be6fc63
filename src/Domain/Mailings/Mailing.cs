using Vemap.Domain.Closures;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Domain.Mailings;

/// <summary>One message about one or more closures of a project, to everybody who must know. Its recipients are rows of their own.</summary>
public sealed class Mailing : TenantAggregate, IProjectBound
{
    /// <summary>How long a sending can be undone.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(30);

    private readonly List<MailingClosure> closures = [];

    private Mailing()
    {
    }

    public Mailing(MailingId id, ProjectId projectId, MailingDraft content, MailProof proof, UserId createdBy, MailingId? resendOf, DateTimeOffset now)
    {
        (Id, ProjectId, Proof, CreatedBy, ResendOf) = (id, projectId, proof, createdBy, resendOf);
        Take(content);
        Touch(now);
    }

    public MailingId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public MailingKind Kind { get; private set; }

    public MailingStatus Status { get; private set; }

    /// <summary>Subject and HTML per language, with their placeholders.</summary>
    public IReadOnlyList<MessageText> Texts { get; private set; } = [];

    /// <summary>Where the texts came from.</summary>
    public MessageTemplateId? TemplateId { get; private set; }

    public int? TemplateVersion { get; private set; }

    public MailingAudience Audience { get; private set; } = MailingAudience.Nobody;

    public IReadOnlyCollection<MailingClosure> Closures => closures;

    public UserId CreatedBy { get; private set; }

    public UserId? SentBy { get; private set; }

    public UserId? ReleasedBy { get; private set; }

    /// <summary>The mailing whose failures this one mails again.</summary>
    public MailingId? ResendOf { get; private set; }

    /// <summary>What has not been sent by then will not be sent.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>When the first mail goes; before that the sending can be undone.</summary>
    public DateTimeOffset? SendAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When its last recipient was settled; of a cancelled one too.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>Frozen with the recipients.</summary>
    public int RecipientCount { get; private set; }

    /// <summary>What the route proves; frozen when it is sent.</summary>
    public MailProof Proof { get; private set; }

    public PauseCause? PauseCause { get; private set; }

    public string? PauseReason { get; private set; }

    /// <summary>The road authority has let it go on in spite of what came back: the guard does not hold it again.</summary>
    public bool GuardLifted { get; private set; }

    /// <summary>The subject as it went out, in the first language; null until it is sent.</summary>
    public string? Subject { get; private set; }

    /// <summary>SHA-256 of the timeline of all recipients, when the last of them was settled.</summary>
    public string? TimelineHash { get; private set; }

    /// <summary>It tells that its closures take place, so that none of them may have been cancelled or refused.</summary>
    public bool Promises => Kind is not (MailingKind.Withdrawal or MailingKind.Free);

    /// <summary>Whether its kind may be told of a closure in this state: what is called definitive the road authority has confirmed, what is withdrawn does not take place any more, and what takes longer goes on now.</summary>
    public bool IsTrueOf(ClosureStatus closure, bool isGoingOn) => Kind switch
    {
        MailingKind.Definitive or MailingKind.Change => closure == ClosureStatus.Confirmed,
        MailingKind.Overrun => closure == ClosureStatus.Confirmed && isGoingOn,
        MailingKind.Withdrawal => closure is ClosureStatus.Cancelled or ClosureStatus.Refused,
        _ => true,
    };

    public void Change(MailingDraft content, DateTimeOffset now)
    {
        if (Status != MailingStatus.Draft) throw MailingProblems.NotADraft();
        Take(content);
        Touch(now);
    }

    /// <summary>Freezes what goes out and to whom. Within the undo time nothing has left.</summary>
    public void Send(MailingSending sending, DateTimeOffset now)
    {
        if (Status != MailingStatus.Draft) throw MailingProblems.NotADraft();
        if (sending.Recipients == 0) throw MailingProblems.NoRecipients();
        if (ExpiresAt <= now) throw MailingProblems.HasExpired();
        foreach (var closure in closures) closure.Freeze(sending.Versions[closure.ClosureId], sending.Nights?.GetValueOrDefault(closure.ClosureId) ?? []);
        (SentBy, RecipientCount, Proof, Subject) = (sending.By, sending.Recipients, sending.Proof, sending.Subject);
        SendAt = NotBefore(sending.At, now);
        if (ExpiresAt <= SendAt) throw MailingProblems.ExpiresBefore();
        Status = sending.NeedsRelease ? MailingStatus.AwaitingRelease : MailingStatus.Scheduled;
        Touch(now);
    }

    public void Release(UserId by, DateTimeOffset now)
    {
        if (Status != MailingStatus.AwaitingRelease) throw MailingProblems.NotAwaitingRelease();
        (ReleasedBy, SendAt, Status) = (by, NotBefore(SendAt, now), MailingStatus.Scheduled);
        if (ExpiresAt <= SendAt) throw MailingProblems.ExpiresBefore();
        Touch(now);
    }

    /// <summary>The first mail is about to go.</summary>
    public void Start(DateTimeOffset now)
    {
        if (Status != MailingStatus.Scheduled) throw MailingProblems.NotScheduled();
        (Status, StartedAt) = (MailingStatus.Sending, now);
        Touch(now);
    }

    public void Pause(PauseCause cause, string? reason, DateTimeOffset now)
    {
        // A scheduled one stands still only because its closure was changed: it asks before it starts.
        var allowed = Status == MailingStatus.Sending || (Status == MailingStatus.Scheduled && cause == Mailings.PauseCause.ClosureChanged);
        if (!allowed) throw MailingProblems.NotSending();
        (Status, PauseCause, PauseReason) = (MailingStatus.Paused, cause, reason);
        Touch(now);
    }

    /// <summary>Goes on, or waits for its moment again when it has not begun; it asks no more about the versions that whoever resumes it has seen.</summary>
    public void Resume(bool byOrganisation, IReadOnlyDictionary<ClosureId, MailedVersion> seen, DateTimeOffset now)
    {
        if (Status != MailingStatus.Paused) throw MailingProblems.NotPaused();
        if (PauseCause == Mailings.PauseCause.BounceGuard && !byOrganisation) throw MailingProblems.HeldByGuard();
        GuardLifted |= PauseCause == Mailings.PauseCause.BounceGuard;
        foreach (var closure in closures) closure.Accept(seen[closure.ClosureId]);
        (Status, PauseCause, PauseReason) = (StartedAt is null ? MailingStatus.Scheduled : MailingStatus.Sending, null, null);
        Touch(now);
    }

    /// <summary>Mails that were handed over still arrive; recipients who wait for an attempt get nothing any more.</summary>
    public void Cancel(DateTimeOffset now)
    {
        if (Status is MailingStatus.Completed or MailingStatus.Cancelled) throw MailingProblems.AlreadyEnded();
        (Status, PauseCause, PauseReason) = (MailingStatus.Cancelled, null, null);
        Touch(now);
    }

    /// <summary>It was sent, paused or not, and its timeline has no hash yet. A cancelled mailing gets one too, because part of it may have gone out.</summary>
    public bool CanComplete => Status is MailingStatus.Sending or MailingStatus.Paused || (Status == MailingStatus.Cancelled && RecipientCount > 0 && TimelineHash is null);

    /// <summary>Every recipient has reached an end; the hash proves their timeline. A cancelled mailing stays cancelled.</summary>
    public void Complete(string timelineHash, DateTimeOffset now)
    {
        if (!CanComplete) throw MailingProblems.NotSending();
        if (Status != MailingStatus.Cancelled) (Status, PauseCause, PauseReason) = (MailingStatus.Completed, null, null);
        (CompletedAt, TimelineHash) = (now, timelineHash);
        Touch(now);
    }

    /// <summary>The text for somebody's language; in the first one written when there is none in theirs.</summary>
    public MessageText TextFor(string language) => Texts.FirstOrDefault(text => text.Language == language) ?? Texts[0];

    /// <summary>Where the message store keeps the rendered text of a language; another text never takes its place.</summary>
    public static string ContentKey(ClientEnvironmentId environment, MailingId mailing, string language, string hash) => $"{environment}/mailings/{mailing}/{language}-{hash[..16]}";

    private static DateTimeOffset NotBefore(DateTimeOffset? wanted, DateTimeOffset now) => wanted > now + UndoTime ? wanted.Value : now + UndoTime;

    private void Take(MailingDraft content)
    {
        (Kind, Texts, TemplateId, TemplateVersion) = (content.Kind, content.Texts, content.TemplateId, content.TemplateVersion);
        (Audience, ExpiresAt) = (content.Audience, content.ExpiresAt);
        closures.RemoveAll(closure => !content.Closures.Contains(closure.ClosureId));
        closures.AddRange(content.Closures.Except(closures.Select(closure => closure.ClosureId)).Select(id => new MailingClosure(Id, ProjectId, id)));
    }
}
