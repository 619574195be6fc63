using System.Reflection;
using Vemap.Domain.Common;

namespace Vemap.Architecture.Rules;

/// <summary>Entities have no public setters, no public parameterless constructor and no mutable collections.</summary>
public sealed class R17_Entities_change_only_by_their_methods : Rule
{
    protected override int AtLeast => 30;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        foreach (var entity in code.Types.Where(type => type.IsClass && type.Namespace?.IsIn("Vemap.Domain") == true && type.IsAssignableTo(typeof(IEntity))))
        {
            yield return Judgement.Of(entity, entity.IsAbstract || entity.GetConstructor(Type.EmptyTypes) is null,
                "has a public parameterless constructor; make it private");
            foreach (var property in entity.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                yield return Judgement.Of($"{entity.FullName}.{property.Name}", property.SetMethod is not { IsPublic: true },
                    "can be set from outside; give it a private setter and a method");
                yield return Judgement.Of($"{entity.FullName}.{property.Name}", !IsChangeable(property.PropertyType),
                    "can be changed from outside; expose an IReadOnlyCollection");
            }
        }
    }

    private static bool IsChangeable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var open
            && (open == typeof(List<>) || open == typeof(ICollection<>) || open == typeof(IList<>) || open == typeof(HashSet<>)
            || open == typeof(Dictionary<,>));
}
