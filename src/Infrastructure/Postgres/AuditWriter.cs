using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Vemap.Application.Common;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Audit;
using Vemap.Domain.Closures;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Writes one audit entry for each command, from the change tracker: before and after of every property of the domain. Inside an
/// environment the system changes several aggregates at once which have nothing to do with each other; each has an entry of its own, to be found by its object.</summary>
internal sealed class AuditWriter(VemapDbContext db, CallContext call, TimeProvider clock)
{
    // A phase may give hundreds of occurrences. They follow from the phase, so that their count is enough; for no other kind a count would do.
    private const int MostOccurrences = 50;

    // Hashes of tokens are of no use to a reader; the letter of an account mail holds the token itself.
    private static readonly string[] Secrets = [nameof(Session.RefreshTokenHash), nameof(Session.ReplacedTokens), nameof(OneTimeToken.SecretHash),
        nameof(AccountMail.Letter)];

    public void Write(string action, string outcome)
    {
        var changes = db.ChangeTracker.Entries().Where(IsChangeOfTheDomain).Where(IsForThisLog).ToList();
        if (changes.Count == 0) return;
        var subject = changes.FirstOrDefault(change => change.Entity is AggregateRoot) ?? changes[0];
        var others = call.IsSystem && call.Environment != default
            ? changes.Where(change => change.Entity is AggregateRoot && !ReferenceEquals(change.Entity, subject.Entity)).ToList() : [];
        Write(action, outcome, subject, [.. changes.Except(others)]);
        foreach (var other in others) Write(action, outcome, other, [other]);
    }

    private void Write(string action, string outcome, EntityEntry subject, List<EntityEntry> changes)
    {
        var details = JsonSerializer.Serialize(changes.GroupBy(change => change.Metadata.ClrType.Name).ToDictionary(kind => kind.Key, Describe), StoredJson.Options);
        var salt = RandomNumberGenerator.GetBytes(16);
        var entry = new AuditEntry(AuditEntryId.New(), clock.GetUtcNow(), action, outcome, call.IsSignedIn ? call.User : null, call.Origin, call.TraceId);
        entry.Concerns(subject.Metadata.ClrType.Name, IdOf(subject), SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(details)]));
        db.Add(entry);
        db.Add(new AuditDetails(entry.Id, salt, details));
    }

    private static bool IsChangeOfTheDomain(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
        && entry.Metadata.ClrType.Assembly == typeof(IEntity).Assembly && entry.Entity is not AuditEntry;

    // What an environment's command changes of the platform's users is not the environment's to read: it would show whether an address was known before.
    private bool IsForThisLog(EntityEntry entry) => call.Environment == default || entry.Entity is not (User or Session or OneTimeToken);

    private static object Describe(IGrouping<string, EntityEntry> kind) =>
        kind.Key == nameof(Occurrence) && kind.Count() > MostOccurrences ? new { count = kind.Count() } : kind.Select(Describe).ToList();

    // A part without an id of its own, such as a member of a group, is identified by its key, because the changed properties may not identify it.
    private static Dictionary<string, object?> Describe(EntityEntry entry) => new()
    {
        ["id"] = IdOf(entry) is { } id ? id : KeyOf(entry),
        ["change"] = entry.State.ToString(),
        ["before"] = entry.State == EntityState.Added ? null : Values(entry, property => property.OriginalValue),
        ["after"] = entry.State == EntityState.Deleted ? null : Values(entry, property => property.CurrentValue),
    };

    private static Dictionary<string, object?> Values(EntityEntry entry, Func<PropertyEntry, object?> value) =>
        entry.Properties
            .Where(property => (entry.State != EntityState.Modified || property.IsModified) && !Secrets.Contains(property.Metadata.Name))
            .ToDictionary(property => property.Metadata.Name, value);

    private static Guid? IdOf(EntityEntry entry) =>
        entry.Properties.FirstOrDefault(property => property.Metadata.Name == "Id")?.CurrentValue is IId id ? id.Value : null;

    private static Dictionary<string, object?> KeyOf(EntityEntry entry) =>
        entry.Properties
            .Where(property => property.Metadata.IsPrimaryKey() && property.Metadata.Name != nameof(ITenantBound.ClientEnvironmentId))
            .ToDictionary(property => property.Metadata.Name, property => property.CurrentValue);
}
