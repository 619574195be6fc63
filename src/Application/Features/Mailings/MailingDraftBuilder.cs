using Vemap.Application.Common.Mail;
using Vemap.Domain.Closures;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Features.Mailings;

/// <summary>What a person says a mailing is to be; texts of one's own go before those of the template.</summary>
internal sealed record MailingDraftInput(
    ProjectId Project,
    MailingKind Kind,
    IReadOnlyList<ClosureId> Closures,
    MessageTemplateId? Template,
    IReadOnlyList<MessageText>? Texts,
    IReadOnlyList<StakeholderId> Stakeholders,
    IReadOnlyList<StakeholderGroupId> Groups,
    DateTimeOffset? ExpiresAt);

/// <summary>Turns it into content that is known to hold together.</summary>
internal static class MailingDraftBuilder
{
    public static async Task<MailingDraft> MakeAsync(
        MailingDraftInput wanted, IReadStore store, IRepository<MessageTemplate> templates, IHtmlCleaner html, CancellationToken cancellationToken)
    {
        var (texts, version) = await TextsAsync(wanted, templates, html, cancellationToken);
        var closures = wanted.Closures.Distinct().ToList();
        if (await store.CountAsync(new KnownClosures(wanted.Project, closures), cancellationToken) < closures.Count) throw MailingProblems.UnknownClosure();
        var audience = new MailingAudience([.. wanted.Stakeholders.Distinct()], [.. wanted.Groups.Distinct()]);
        await store.RequireKnownAsync(wanted.Project, audience, cancellationToken);
        return new MailingDraft(wanted.Kind, texts, wanted.Template, version, closures, audience, wanted.ExpiresAt);
    }

    private static async Task<(IReadOnlyList<MessageText> Texts, int? Version)> TextsAsync(
        MailingDraftInput wanted, IRepository<MessageTemplate> templates, IHtmlCleaner html, CancellationToken cancellationToken)
    {
        var own = (wanted.Texts ?? []).Select(text => text with { Html = html.Clean(text.Html) }).ToList();
        if (wanted.Template is not { } id) return own.Count > 0 ? (own, null) : throw MailingProblems.NoText();
        var template = await templates.FindAsync(MessageTemplateSpec.ById(id), cancellationToken);
        var origin = DefaultTemplates.Find(id);
        if (template is null && origin is null) throw MailingProblems.UnknownTemplate();
        if ((template?.Kind ?? origin!.Kind) != wanted.Kind) throw MailingProblems.OtherKind();
        var texts = template?.Versions.Single(version => version.Number == template.Current).Texts ?? origin!.Texts;
        return (own.Count > 0 ? own : texts, template?.Current ?? 1);
    }
}

internal sealed class KnownClosures(ProjectId project, IReadOnlyList<ClosureId> ids) : ReadSpecification<ClosureId>
{
    public override IQueryable<ClosureId> Query(IRows rows) =>
        rows.Of<Closure>().Where(closure => closure.ProjectId == project && ids.Contains(closure.Id)).Select(closure => closure.Id);
}
