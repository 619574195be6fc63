using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Mailings;
using Vemap.Domain.Stakeholders;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Mailings;

/// <summary>Shows what a mailing would look like for one stakeholder, in their language, exactly as it would be sent.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record PreviewMailing(MailingId Mailing, PreviewMailingBody Body) : IQuery<PreviewMailingResult>;

public sealed record PreviewMailingBody(StakeholderId Stakeholder);

public sealed record PreviewMailingResult(string Language, string Subject, string Html, string Text, IReadOnlyList<string> Attachments);

internal sealed class PreviewMailingValidator : AbstractValidator<PreviewMailing>
{
    public PreviewMailingValidator() => RuleFor(request => request.Body.Stakeholder).NotEmpty();
}

internal sealed class PreviewMailingHandler(IRepository<Mailing> mailings, IReadStore store, MailingWriter writer) : IRequestHandler<PreviewMailing, PreviewMailingResult>
{
    public async Task<PreviewMailingResult> Handle(PreviewMailing request, CancellationToken cancellationToken)
    {
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.Mailing), cancellationToken);
        var reader = await store.GetAsync(new PreviewReader(request.Body.Stakeholder, mailing.ProjectId), cancellationToken);
        var text = mailing.TextFor(reader.Language);
        var paper = await writer.PrepareAsync(mailing, cancellationToken);
        paper.RequireValues([text]);
        var content = paper.Write(text);
        var values = Recipient.ValuesOf(reader.Name, reader.Organisation);
        return new PreviewMailingResult(
            text.Language,
            new MessageMerge(content.Subject).Line(values),
            new MessageMerge(content.Html).Html(values),
            new MessageMerge(content.Text).Text(values),
            [.. content.Attachments.Select(attachment => attachment.FileName)]);
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
