using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody drafts a mailing about one or more closures of a project, from a template or in words of their own.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record DraftMailing(DraftMailingBody Body) : ICommand<DraftMailingResult>, IHasBody<DraftMailingBody>;

public sealed record DraftMailingBody(
    ProjectId ProjectId,
    MailingKind Kind,
    IReadOnlyList<ClosureId> ClosureIds,
    IReadOnlyList<StakeholderId> StakeholderIds,
    IReadOnlyList<StakeholderGroupId> GroupIds,
    MessageTemplateId? TemplateId = null,
    IReadOnlyList<MessageText>? Texts = null,
    DateTimeOffset? ExpiresAt = null) : IMailingFields;

public sealed record DraftMailingResult(MailingId Id, int Version) : IVersioned;

internal sealed class DraftMailingValidator : AbstractValidator<DraftMailing>
{
    public DraftMailingValidator() => RuleFor(request => (IMailingFields)request.Body).SetValidator(new MailingFieldsValidator());
}

internal sealed class DraftMailingHandler(
    IRepository<Mailing> mailings,
    IRepository<Project> projects,
    IRepository<MessageTemplate> templates,
    IReadStore store,
    IHtmlCleaner html,
    MailRoute route,
    CallContext call,
    TimeProvider clock) : IRequestHandler<DraftMailing, DraftMailingResult>
{
    public async Task<DraftMailingResult> Handle(DraftMailing request, CancellationToken cancellationToken)
    {
        var body = request.Body;
        var project = await projects.GetAsync(ProjectSpec.ById(body.ProjectId), cancellationToken);
        project.RequireActive();
        var wanted = new MailingDraftInput(project.Id, body.Kind, body.ClosureIds, body.TemplateId, body.Texts, body.StakeholderIds, body.GroupIds, body.ExpiresAt);
        var content = await MailingDraftBuilder.MakeAsync(wanted, store, templates, html, cancellationToken);
        var mailing = new Mailing(MailingId.New(), project.Id, content, route.Proof, call.User, resendOf: null, clock.GetUtcNow());
        mailings.Add(mailing);
        return new DraftMailingResult(mailing.Id, mailing.Version);
    }
}
