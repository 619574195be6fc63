using System.Text.Json;
using Vemap.Domain.Audit;

namespace Vemap.Application.Features.Audit;

/// <summary>Shows one entry of the audit log with the values before and after the change, unless they have been erased.</summary>
[Access(Role.Organisation, Role.Admin)]
public sealed record GetAuditEntry(AuditEntryId EntryId) : IQuery<GetAuditEntryResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => EntryId;
}

public sealed record GetAuditEntryResult(
    AuditEntryId Id,
    DateTimeOffset At,
    string Action,
    string Outcome,
    UserId? ActorId,
    string? ObjectKind,
    Guid? ObjectId,
    string Origin,
    string TraceId,
    JsonElement? Details) : IVersioned
{
    // An entry never changes.
    int IVersioned.Version => 1;
}

internal sealed class GetAuditEntryHandler(IReadStore store) : IRequestHandler<GetAuditEntry, GetAuditEntryResult>
{
    public async Task<GetAuditEntryResult> Handle(GetAuditEntry request, CancellationToken cancellationToken)
    {
        var entry = await store.GetAsync(new AuditEntryById(request.EntryId), cancellationToken);
        return await store.FindAsync(new DetailsOf(request.EntryId), cancellationToken) is { } details
            ? entry with { Details = JsonSerializer.Deserialize<JsonElement>(details) }
            : entry;
    }
}

internal sealed class AuditEntryById(AuditEntryId id) : ReadSpecification<GetAuditEntryResult>
{
    public override IQueryable<GetAuditEntryResult> Query(IRows rows) =>
        rows.Of<AuditEntry>().Where(entry => entry.Id == id).Select(entry => new GetAuditEntryResult(
            entry.Id, entry.At, entry.Action, entry.Outcome, entry.Actor, entry.ObjectKind, entry.ObjectId, entry.Origin, entry.TraceId, null));
}

internal sealed class DetailsOf(AuditEntryId id) : ReadSpecification<string>
{
    public override IQueryable<string> Query(IRows rows) =>
        rows.Of<AuditDetails>().Where(details => details.Id == id).Select(details => details.Details);
}
