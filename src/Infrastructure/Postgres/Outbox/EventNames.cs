using System.Reflection;

namespace Vemap.Infrastructure.Postgres.Outbox;

/// <summary>Which event is stored under which name.</summary>
internal static class EventNames
{
    private static readonly Dictionary<Type, EventNameAttribute> Events = typeof(IDomainEvent).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IDomainEvent)))
        .ToDictionary(
            type => type,
            type => type.GetCustomAttribute<EventNameAttribute>() ?? throw new InvalidOperationException($"{type.Name} has no [EventName]."));

    private static readonly Dictionary<string, Type> Types = Events
        .SelectMany(happened => new[] { happened.Value.Name, happened.Value.FormerName }.OfType<string>().Select(name => (Name: name, Type: happened.Key)))
        .ToDictionary(named => named.Name, named => named.Type);

    public static string Of(IDomainEvent happened) => Events[happened.GetType()].Name;

    /// <summary>The event of this name, also of a name that earlier programs used; null when this program knows none.</summary>
    public static Type? Find(string name) => Types.GetValueOrDefault(name);
}
