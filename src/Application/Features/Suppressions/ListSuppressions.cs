using Vemap.Domain.Suppressions;

namespace Vemap.Application.Features.Suppressions;

/// <summary>Lists the addresses that this environment sends nothing to, the newest first; lifted ones only when asked for.</summary>
[Access(Role.Organisation)]
public sealed record ListSuppressions(string? Address, bool? Lifted, string? Cursor, int? Limit, bool? Count) : IQuery<Page<SuppressionItem>>, IPaged;

public sealed record SuppressionItem(
    SuppressionId Id,
    string Address,
    SuppressionReason Reason,
    string? Reply,
    DateTimeOffset Since,
    DateTimeOffset? LiftedAt,
    UserId? LiftedById,
    string? LiftReason,
    int Version);

internal sealed class ListSuppressionsValidator : AbstractValidator<ListSuppressions>
{
    public ListSuppressionsValidator()
    {
        RuleFor(request => request.Address).MaximumLength(MailAddressRule.MaxLength);
        this.Paged();
    }
}

internal sealed class ListSuppressionsHandler(IReadStore store) : IRequestHandler<ListSuppressions, Page<SuppressionItem>>
{
    public async Task<Page<SuppressionItem>> Handle(ListSuppressions request, CancellationToken cancellationToken) =>
        await request.Page(await store.ListAsync(new SuppressionPage(request), cancellationToken), suppression => [suppression.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new SuppressionPage(request with { Cursor = null }), cancellationToken));
}

internal sealed class SuppressionPage(ListSuppressions request) : ReadSpecification<SuppressionItem>
{
    public override IQueryable<SuppressionItem> Query(IRows rows)
    {
        var suppressions = rows.Of<Suppression>();
        suppressions = request.Lifted == true ? suppressions.Where(suppression => suppression.LiftedAt != null) : suppressions.Where(suppression => suppression.LiftedAt == null);
        if (request.Address?.ToLowerInvariant() is { } address) suppressions = suppressions.Where(suppression => suppression.Address == address);
        if (request.AfterId<Suppression>() is { } after) suppressions = suppressions.Where(suppression => suppression.Id < after);
        return suppressions
            .OrderByDescending(suppression => suppression.Id)
            .Take(request.Take())
            .Select(suppression => new SuppressionItem(
                suppression.Id,
                suppression.Address,
                suppression.Reason,
                suppression.Reply,
                suppression.Since,
                suppression.LiftedAt,
                suppression.LiftedBy,
                suppression.LiftReason,
                suppression.Version));
    }
}
