using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody changes a draft: its kind, closures, text or audience.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ChangeMailing(MailingId MailingId, int Version, ChangeMailingBody Body)
    : ICommand<ChangeMailingResult>, IHasBody<ChangeMailingBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailingId;
}

public sealed record ChangeMailingBody(
    MailingKind Kind,
    IReadOnlyList<ClosureId> ClosureIds,
    IReadOnlyList<StakeholderId> StakeholderIds,
    IReadOnlyList<StakeholderGroupId> GroupIds,
    MessageTemplateId? TemplateId = null,
    IReadOnlyList<MessageText>? Texts = null,
    DateTimeOffset? ExpiresAt = null) : IMailingFields;

public sealed record ChangeMailingResult(MailingId Id, int Version) : IVersioned;

internal sealed class ChangeMailingValidator : AbstractValidator<ChangeMailing>
{
    public ChangeMailingValidator() => RuleFor(request => (IMailingFields)request.Body).SetValidator(new MailingFieldsValidator());
}

internal sealed class ChangeMailingHandler(IRepository<Mailing> mailings, IRepository<Project> projects, IRepository<MessageTemplate> templates, IReadStore store, IHtmlCleaner html, TimeProvider clock)
    : IRequestHandler<ChangeMailing, ChangeMailingResult>
{
    public async Task<ChangeMailingResult> Handle(ChangeMailing request, CancellationToken cancellationToken)
    {
        var body = request.Body;
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.MailingId), request.Version, cancellationToken);
        (await projects.GetAsync(ProjectSpec.ById(mailing.ProjectId), cancellationToken)).RequireActive();
        var wanted = new MailingDraftInput(mailing.ProjectId, body.Kind, body.ClosureIds, body.TemplateId, body.Texts, body.StakeholderIds, body.GroupIds, body.ExpiresAt);
        mailing.Change(await MailingDraftBuilder.MakeAsync(wanted, store, templates, html, cancellationToken), clock.GetUtcNow());
        return new ChangeMailingResult(mailing.Id, mailing.Version);
    }
}
