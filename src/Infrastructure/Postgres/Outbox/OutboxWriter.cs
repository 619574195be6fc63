using System.Text.Json;
using Vemap.Application.Common;

namespace Vemap.Infrastructure.Postgres.Outbox;

/// <summary>Turns the events that aggregates raised into rows of the same transaction.</summary>
internal sealed class OutboxWriter(VemapDbContext db, TimeProvider clock)
{
    public void Write()
    {
        var now = clock.GetUtcNow();
        foreach (var happened in db.ChangeTracker.Entries<AggregateRoot>().SelectMany(entry => entry.Entity.TakeEvents()).ToList())
        {
            db.Add(new EventRow
            {
                Id = Id<EventRow>.New().Value,
                Name = EventNames.Of(happened),
                Payload = JsonSerializer.Serialize(happened, happened.GetType(), StoredJson.Options),
                DueAt = now,
                CreatedAt = now,
            });
        }
    }
}
