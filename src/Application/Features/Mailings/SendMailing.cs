using Vemap.Application.Common.Mail;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody sends a mailing, now or at a later moment; it can be undone for thirty seconds, and a Manager's large one waits for release.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record SendMailing(MailingId MailingId, int Version, SendMailingBody Body)
    : ICommand<SendMailingResult>, IHasBody<SendMailingBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailingId;
}

public sealed record SendMailingBody(DateTimeOffset? SendAt = null);

public sealed record SendMailingResult(MailingId Id, MailingStatus Status, int RecipientCount, DateTimeOffset? SendAt, int Version) : IVersioned;

internal sealed class SendMailingValidator : AbstractValidator<SendMailing>
{
    // A clock may be slow, and a person takes a moment; "now" goes within the undo time all the same.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public SendMailingValidator(TimeProvider clock) =>
        RuleFor(request => request.Body.SendAt)
            .Must(at => at is null || at >= clock.GetUtcNow() - Tolerance).WithErrorCode("too-early").WithMessage("This moment has passed.")
            .Must(at => at is null || at < clock.GetUtcNow().AddYears(1)).WithErrorCode("too-late").WithMessage("At most a year from now.");
}

internal sealed class SendMailingHandler(
    IRepository<Mailing> mailings,
    IRepository<Project> projects,
    IMailingRecipients recipients,
    IReadStore store,
    MailingRenderer renderer,
    MailingConsistency consistency,
    MailRoute route,
    ILocks locks,
    IUsageLimits limits,
    CallContext call,
    TimeProvider clock) : IRequestHandler<SendMailing, SendMailingResult>
{
    public async Task<SendMailingResult> Handle(SendMailing request, CancellationToken cancellationToken)
    {
        // Whoever pauses for a changed closure takes the same lock: it finds this mailing scheduled, or what is read here is what it has seen.
        await locks.TakeAsync(LockName.Mailings, cancellationToken);
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.MailingId), request.Version, cancellationToken);
        (await projects.GetAsync(ProjectSpec.ById(mailing.ProjectId), cancellationToken)).RequireActive();
        await consistency.RequireConsistentAsync(mailing, cancellationToken);
        await store.RequireKnownAsync(mailing.ProjectId, mailing.Audience, cancellationToken);
        var people = await store.ReadAsync(mailing.ProjectId, mailing.Audience, cancellationToken);
        await limits.CountAsync(new Usage(UsageKind.Mails, people.Count), cancellationToken);
        var prepared = await renderer.PrepareAsync(mailing, cancellationToken);
        prepared.RequireValues(people);
        var needsRelease = call.Access.Role == Role.Manager && people.Count > prepared.Environment.ReleaseAbove;
        mailing.Send(new MailingSending(people.Count, prepared.Versions, request.Body.SendAt, needsRelease, route.Proof, call.User, prepared.Subject(), prepared.Nights), clock.GetUtcNow());
        var keys = await WriteAsync(mailing, prepared, people, cancellationToken);
        await recipients.AddAsync(
            [.. people.Select(member => new Recipient(RecipientId.New(), mailing, member.Person, keys[mailing.TextFor(member.Language).Language], isTest: false, clock.GetUtcNow()))],
            cancellationToken);
        if (mailing.Status == MailingStatus.Scheduled) await recipients.QueueAsync(mailing.Id, mailing.SendAt!.Value, cancellationToken);
        return new SendMailingResult(mailing.Id, mailing.Status, people.Count, mailing.SendAt, mailing.Version);
    }

    // Once per language and before anything is committed: whatever happens afterwards, what was sent can be shown.
    private async Task<Dictionary<string, string>> WriteAsync(Mailing mailing, PreparedMailing prepared, IReadOnlyList<AudienceMember> people, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, string>();
        foreach (var readers in people.GroupBy(member => mailing.TextFor(member.Language)))
        {
            var content = prepared.Render(readers.Key);
            PreparedMailing.RequireFits(content, [.. readers]);
            keys[readers.Key.Language] = await renderer.StoreAsync(mailing, readers.Key.Language, content, cancellationToken);
        }

        return keys;
    }
}
