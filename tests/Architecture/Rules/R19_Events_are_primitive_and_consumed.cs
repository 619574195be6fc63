using System.Reflection;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Common;

namespace Vemap.Architecture.Rules;

/// <summary>An event is stored as text and read by a later version of the program, so it has primitive properties only. Every event has a consumer.</summary>
public sealed class R19_Events_are_primitive_and_consumed : Rule
{
    private static readonly Type[] Primitives = [typeof(Guid), typeof(string), typeof(int), typeof(long), typeof(bool), typeof(DateTimeOffset),
        typeof(DateOnly)];

    protected override int AtLeast => 5;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var consumed = code.Implementing(typeof(IConsumer<>))
            .Select(consumer => (consumer.Name, Event: consumer.Closed(typeof(IConsumer<>)).First().GetGenericArguments()[0])).ToList();
        foreach (var happened in code.Types.Where(type => type.IsClass && type.IsAssignableTo(typeof(IDomainEvent))))
        {
            yield return Judgement.Of(happened, happened.IsSealed && happened.GetMethod("<Clone>$") is not null, "must be a sealed record");
            yield return Judgement.Of(happened, consumed.Contains(($"On{happened.Name}", happened)),
                $"has no consumer; write On{happened.Name} or do not raise it");
            foreach (var property in happened.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                yield return Judgement.Of($"{happened.FullName}.{property.Name}",
                    property.PropertyType.Flattened()
                    .All(type => Primitives.Contains(type) || type.IsEnum || type == typeof(Nullable<>) || type == typeof(IReadOnlyList<>)),
                    "is not primitive");
        }
    }
}
