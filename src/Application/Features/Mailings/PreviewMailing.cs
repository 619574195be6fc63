using System.ComponentModel.DataAnnotations;
using Vemap.Application.Common.Mail;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;
using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Mailings;

/// <summary>Shows what a draft would look like for one stakeholder, in their language, exactly as it would be sent, and how many would get it; it refuses what sending refuses.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record PreviewMailing(MailingId MailingId, PreviewMailingBody Body) : IQuery<PreviewMailingResult>, IHasBody<PreviewMailingBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailingId;
}

/// <param name="StakeholderId">Null: the first recipient.</param>
public sealed record PreviewMailingBody(StakeholderId? StakeholderId = null);

/// <param name="RecipientCount">How many people would be mailed, each once.</param>
/// <param name="SuppressedCount">How many of them would get nothing, because their address bounced or they complained.</param>
/// <param name="WithoutOrganisationCount">How many of them have no organisation, so that a text cannot ask for it.</param>
public sealed record PreviewMailingResult(
    string Language,
    string Subject,
    [property: MaxLength(MessageMerge.Longest)] string Html,
    [property: MaxLength(MessageMerge.Longest)] string Text,
    IReadOnlyList<string> AttachmentNames,
    int RecipientCount,
    int SuppressedCount,
    int WithoutOrganisationCount);

internal sealed class PreviewMailingValidator : AbstractValidator<PreviewMailing>
{
    public PreviewMailingValidator() =>
        RuleFor(request => request.Body.StakeholderId).Must(stakeholder => stakeholder != default(StakeholderId)).WithErrorCode("not-empty").WithMessage("Name a stakeholder, or none.");
}

internal sealed class PreviewMailingHandler(IRepository<Mailing> mailings, IReadStore store, MailingRenderer renderer, MailingConsistency consistency)
    : IRequestHandler<PreviewMailing, PreviewMailingResult>
{
    public async Task<PreviewMailingResult> Handle(PreviewMailing request, CancellationToken cancellationToken)
    {
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.MailingId), cancellationToken);
        // What was sent is shown by its recipients; the closures may have changed since.
        if (mailing.Status != MailingStatus.Draft) throw MailingProblems.NotADraft();
        await consistency.RequireConsistentAsync(mailing, cancellationToken);
        await store.RequireKnownAsync(mailing.ProjectId, mailing.Audience, cancellationToken);
        var people = await store.ReadAsync(mailing.ProjectId, mailing.Audience, cancellationToken);
        var reader = await ReaderAsync(request.Body.StakeholderId, mailing.ProjectId, people, cancellationToken);
        var text = mailing.TextFor(reader.Language);
        var prepared = await renderer.PrepareAsync(mailing, cancellationToken);
        prepared.RequireValues([text]);
        prepared.RequireValues(people);
        var suppressed = await store.CountAsync(new SuppressedAddresses([.. people.Select(member => member.Person.Address)]), cancellationToken);
        var content = prepared.Render(text);
        PreparedMailing.RequireFits(content, people);
        var values = Recipient.ValuesOf(reader.Name, reader.Organisation);
        return new PreviewMailingResult(
            text.Language,
            new MessageMerge(content.Subject).Line(values),
            new MessageMerge(content.Html).Html(values),
            new MessageMerge(content.Text).Text(values),
            [.. content.Attachments.Select(attachment => attachment.FileName)],
            people.Count,
            (int)suppressed,
            people.Count(member => string.IsNullOrEmpty(member.Person.Organisation)));
    }

    private async Task<ReaderOfMail> ReaderAsync(StakeholderId? named, ProjectId project, IReadOnlyList<AudienceMember> people, CancellationToken cancellationToken)
    {
        if (named is { } id) return await store.GetAsync(new PreviewReader(id, project), cancellationToken);
        return people.Count > 0 ? new ReaderOfMail(people[0].Person.Name, people[0].Person.Organisation, people[0].Language) : throw MailingProblems.NoRecipients();
    }
}

internal sealed record ReaderOfMail(string Name, string? Organisation, string Language);

internal sealed class PreviewReader(StakeholderId id, ProjectId project) : ReadSpecification<ReaderOfMail>
{
    public override IQueryable<ReaderOfMail> Query(IRows rows) =>
        rows.Of<Stakeholder>()
            .Where(stakeholder => stakeholder.Id == id && (stakeholder.ProjectId == null || stakeholder.ProjectId == project))
            .Select(stakeholder => new ReaderOfMail(stakeholder.Name, stakeholder.Organisation, stakeholder.Language));
}
