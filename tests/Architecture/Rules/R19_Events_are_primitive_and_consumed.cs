using System.Reflection;
using System.Text.RegularExpressions;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Common;

namespace Vemap.Architecture.Rules;

/// <summary>An event is stored as text and read by another version of the program: primitives only, and a name of its own. An event without a consumer is not
/// raised.</summary>
public sealed partial class R19_Events_are_primitive_and_consumed : Rule
{
    private static readonly Type[] Primitives = [typeof(Guid), typeof(string), typeof(int), typeof(long), typeof(bool), typeof(DateTimeOffset),
        typeof(DateOnly)];

    protected override int AtLeast => 5;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var names = new HashSet<string>();
        var consumed = code.Implementing(typeof(IConsumer<>))
            .Select(consumer => (consumer.Name, Event: consumer.Closed(typeof(IConsumer<>)).First().GetGenericArguments()[0])).ToList();
        foreach (var happened in code.Types.Where(type => type.IsClass && type.IsAssignableTo(typeof(IDomainEvent))))
        {
            yield return Judgement.Of(happened, happened.IsSealed && happened.GetMethod("<Clone>$") is not null, "must be a sealed record");
            yield return Judgement.Of(happened, consumed.Contains(($"On{happened.Name}", happened)),
                $"has no consumer; write On{happened.Name} or do not raise it");
            var stored = happened.GetCustomAttribute<EventNameAttribute>();
            yield return Judgement.Of(happened, stored is not null && Name().IsMatch(stored.Name), "has no [EventName] in kebab-case");
            foreach (var name in new[] { stored?.Name, stored?.FormerName }.OfType<string>())
                yield return Judgement.Of($"{happened.FullName}: {name}", names.Add(name), "is the stored name of another event, too");
            foreach (var property in happened.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                yield return Judgement.Of($"{happened.FullName}.{property.Name}",
                    property.PropertyType.Flattened()
                    .All(type => Primitives.Contains(type) || type.IsEnum || type == typeof(Nullable<>) || type == typeof(IReadOnlyList<>)),
                    "is not primitive");
        }
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Name();
}
