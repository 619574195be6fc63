namespace Vemap.Application.Features.Audit;

/// <summary>Lists the audit log of the platform, the newest entry first: log-ins, users and client environments.</summary>
[Access(Role.Admin)]
public sealed record ListPlatformAuditEntries(
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

internal sealed class ListPlatformAuditEntriesValidator : AbstractValidator<ListPlatformAuditEntries>
{
    public ListPlatformAuditEntriesValidator()
    {
        RuleFor(request => request.Action).MaximumLength(100);
        RuleFor(request => request.Outcome).MaximumLength(100);
        this.Paged();
    }
}

internal sealed class ListPlatformAuditEntriesHandler(IReadStore store, IUserDirectory users) : IRequestHandler<ListPlatformAuditEntries, Page<AuditEntryItem>>
{
    public Task<Page<AuditEntryItem>> Handle(ListPlatformAuditEntries request, CancellationToken cancellationToken) =>
        AuditEntries.ReadAsync(request, request with { Cursor = null }, store, users, cancellationToken);
}
