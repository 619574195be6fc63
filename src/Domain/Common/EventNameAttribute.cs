namespace Vemap.Domain.Common;

/// <summary>The name under which an event is stored. It stays the same when the type is renamed or moved.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>The name under which earlier programs stored the event; rows of theirs are still read.</summary>
    public string? FormerName { get; init; }
}
