namespace Vemap.Application.Features.Audit;

/// <summary>Lists the audit log of the environment, the newest entry first: user, action, object and result.</summary>
[Access(Role.Organisation, Role.Admin)]
public sealed record ListAuditEntries(
    string? Action,
    string? Outcome,
    UserId? ActorId,
    Guid? ObjectId,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Cursor,
    int? Limit,
    bool? Count) : IQuery<Page<AuditEntryItem>>, IAuditFilter, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ActorId;
}

internal sealed class ListAuditEntriesValidator : AbstractValidator<ListAuditEntries>
{
    public ListAuditEntriesValidator()
    {
        RuleFor(request => request.Action).MaximumLength(100);
        RuleFor(request => request.Outcome).MaximumLength(100);
        this.Paged();
    }
}

internal sealed class ListAuditEntriesHandler(IReadStore store, IUserDirectory users) : IRequestHandler<ListAuditEntries, Page<AuditEntryItem>>
{
    public Task<Page<AuditEntryItem>> Handle(ListAuditEntries request, CancellationToken cancellationToken) =>
        AuditEntries.ReadAsync(request, request with { Cursor = null }, store, users, cancellationToken);
}
