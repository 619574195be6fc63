using Vemap.Application.Common.Mail;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Features.MessageTemplates;

/// <summary>Lists the environment's templates, the default ones among them, by name.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListMessageTemplates(MailingKind? Kind, string? Cursor, int? Limit, bool? Count) : IQuery<Page<MessageTemplateItem>>, IPaged;

/// <param name="Number">The version that a new mailing takes.</param>
/// <param name="IsDefault">Nobody has changed it; it is as it came.</param>
public sealed record MessageTemplateItem(MessageTemplateId Id, string Name, MailingKind Kind, int Number, bool IsDefault, int Version);

internal sealed class ListMessageTemplatesValidator : AbstractValidator<ListMessageTemplates>
{
    public ListMessageTemplatesValidator() => this.Paged(keys: 2);
}

internal sealed class ListMessageTemplatesHandler(IReadStore store) : IRequestHandler<ListMessageTemplates, Page<MessageTemplateItem>>
{
    public async Task<Page<MessageTemplateItem>> Handle(ListMessageTemplates request, CancellationToken cancellationToken)
    {
        // An environment has a handful: they are merged with the default ones here.
        var own = await store.ListAsync(new OwnTemplates(), cancellationToken);
        var all = own.Concat(DefaultTemplates.All.Where(origin => own.All(template => template.Id != origin.Id)).Select(Item))
            .Where(template => request.Kind is null || template.Kind == request.Kind)
            .OrderBy(template => template.Name, StringComparer.Ordinal).ThenBy(template => template.Id);
        var after = request.After();
        var rows = all.Where(template => after is null || IsAfter(template, after)).Take(request.Take()).ToList();
        return await request.Page(rows, template => [template.Name, template.Id.ToString()]).CountedAsync(request, () => Task.FromResult(all.LongCount()));
    }

    private static MessageTemplateItem Item(DefaultTemplate origin) => new(origin.Id, origin.Name, origin.Kind, 1, IsDefault: true, Version: 0);

    private static bool IsAfter(MessageTemplateItem template, string[] after) =>
        (string.CompareOrdinal(template.Name, after[0]), string.CompareOrdinal(template.Id.ToString(), after[1])) is ( > 0, _) or (0, > 0);
}

internal sealed class OwnTemplates : ReadSpecification<MessageTemplateItem>
{
    public override IQueryable<MessageTemplateItem> Query(IRows rows) =>
        rows.Of<MessageTemplate>().OrderBy(template => template.Id).Take(1000)
            .Select(template => new MessageTemplateItem(template.Id, template.Name, template.Kind, template.Current, false, template.Version));
}
