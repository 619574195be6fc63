namespace Vemap.Domain.Common;

/// <summary>Loaded, changed and saved as a whole. Its version is the ETag and goes up once per saved change.</summary>
public abstract class AggregateRoot : IEntity
{
    private readonly List<IDomainEvent> events = [];
    private bool touched;

    public int Version { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Marks the aggregate as changed: the version goes up by one, however often this is called before it is saved.</summary>
    public void Touch(DateTimeOffset now)
    {
        if (Version == 0) CreatedAt = now;
        if (!touched) Version++;
        touched = true;
        UpdatedAt = now;
    }

    /// <summary>Refuses a change that is based on another version.</summary>
    public void Expect(int version)
    {
        if (Version != version) throw CommonProblems.Stale();
    }

    /// <summary>Returns the events raised since the last call.</summary>
    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        IReadOnlyList<IDomainEvent> taken = [.. events];
        events.Clear();
        return taken;
    }

    protected void Raise(IDomainEvent raised) => events.Add(raised);
}

/// <summary>The root of an aggregate that belongs to one client environment.</summary>
public abstract class TenantAggregate : AggregateRoot, ITenantBound
{
    public ClientEnvironmentId ClientEnvironmentId { get; private set; }
}

/// <summary>Something that has happened, in primitives only: it is stored under its <see cref="EventNameAttribute"/> and read by other versions.</summary>
public interface IDomainEvent;
