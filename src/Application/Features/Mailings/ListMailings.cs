using Vemap.Application.Common.Mail;
using Vemap.Domain.Closures;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Features.Mailings;

/// <summary>Lists the mailings of the projects that the caller may see, the newest first.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListMailings(ProjectId? ProjectId, ClosureId? ClosureId, IReadOnlyList<MailingStatus>? Status, string? Cursor, int? Limit, bool? Count)
    : IQuery<Page<MailingItem>>, IPaged, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => (IId?)ClosureId ?? ProjectId;
}

/// <param name="Subject">As it went out; until then the subject of the draft or, where that has placeholders, what it is about.</param>
public sealed record MailingItem(
    MailingId Id,
    ProjectId ProjectId,
    MailingKind Kind,
    MailingStatus Status,
    string Subject,
    IReadOnlyList<ClosureId> ClosureIds,
    int RecipientCount,
    DateTimeOffset? SendAt,
    DateTimeOffset? CompletedAt,
    MailingId? ResendOfId,
    DateTimeOffset CreatedAt,
    int Version);

internal sealed class ListMailingsValidator : AbstractValidator<ListMailings>
{
    public ListMailingsValidator() => this.Paged();
}

internal sealed class ListMailingsHandler(IReadStore store) : IRequestHandler<ListMailings, Page<MailingItem>>
{
    public async Task<Page<MailingItem>> Handle(ListMailings request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new MailingPage(request), cancellationToken);
        return await request.Page([.. rows.Select(Item)], mailing => [mailing.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new MailingPage(request with { Cursor = null }), cancellationToken));
    }

    private static MailingItem Item(MailingRow row) => new(
        row.Id, row.Project, row.Kind, row.Status, row.Subject ?? Subject(row), row.Closures, row.RecipientCount, row.SendAt, row.CompletedAt, row.ResendOf, row.CreatedAt, row.Version);

    // Not sent yet, a subject with placeholders says less than what they stand for: "[NIEUW] 2026-0042 en 2026-0043".
    private static string Subject(MailingRow row)
    {
        var text = row.Texts[0];
        if (new MessageMerge(text.Subject).Names.Count == 0) return text.Subject;
        var words = MailLanguage.For(text.Language);
        return $"{(words.Mark(row.Kind) is { } mark ? $"[{mark}] " : "")}{words.List(row.Numbers)}";
    }
}

internal sealed record MailingRow(
    MailingId Id,
    ProjectId Project,
    MailingKind Kind,
    MailingStatus Status,
    string? Subject,
    IReadOnlyList<MessageText> Texts,
    IReadOnlyList<ClosureId> Closures,
    IReadOnlyList<string> Numbers,
    int RecipientCount,
    DateTimeOffset? SendAt,
    DateTimeOffset? CompletedAt,
    MailingId? ResendOf,
    DateTimeOffset CreatedAt,
    int Version);

internal sealed class MailingPage(ListMailings request) : ReadSpecification<MailingRow>
{
    public override IQueryable<MailingRow> Query(IRows rows)
    {
        var mailings = rows.Of<Mailing>();
        if (request.ProjectId is { } project) mailings = mailings.Where(mailing => mailing.ProjectId == project);
        if (request.Status is { } statuses) mailings = mailings.Where(mailing => statuses.Contains(mailing.Status));
        if (request.ClosureId is { } closure) mailings = mailings.Where(mailing => rows.Of<MailingClosure>().Any(told => told.MailingId == mailing.Id && told.ClosureId == closure));
        if (request.AfterId<Mailing>() is { } after) mailings = mailings.Where(mailing => mailing.Id < after);
        return mailings
            .OrderByDescending(mailing => mailing.Id)
            .Take(request.Take())
            .Select(mailing => new MailingRow(
                mailing.Id,
                mailing.ProjectId,
                mailing.Kind,
                mailing.Status,
                mailing.Subject,
                mailing.Texts,
                mailing.Closures.Select(closure => closure.ClosureId).ToList(),
                (from told in rows.Of<MailingClosure>()
                 join closure in rows.Of<Closure>() on told.ClosureId equals closure.Id
                 where told.MailingId == mailing.Id
                 orderby closure.Number
                 select closure.Number).ToList(),
                mailing.RecipientCount,
                mailing.SendAt,
                mailing.CompletedAt,
                mailing.ResendOf,
                mailing.CreatedAt,
                mailing.Version));
    }
}
