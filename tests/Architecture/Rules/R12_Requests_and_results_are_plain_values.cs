using System.Reflection;
using System.Runtime.CompilerServices;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;

namespace Vemap.Architecture.Rules;

/// <summary>Requests and results are immutable and hold no entity, no date without offset and nothing untyped.</summary>
public sealed class R12_Requests_and_results_are_plain_values : Rule
{
    private static readonly Type[] Changeable = [typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(IList<>), typeof(ICollection<>),
        typeof(IDictionary<,>)];

    protected override int AtLeast => 20;

    protected override IEnumerable<Judgement> Judge(Code code) =>
        from value in code.Types
        where value is { IsPublic: true, IsInterface: false, IsEnum: false, Namespace: not null } && value.Namespace.IsIn("Vemap.Application.Features")
            && !(value.IsAbstract && value.IsSealed)
        from property in value.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let fault = Fault(property)
        select new Judgement($"{value.FullName}.{property.Name}", fault);

    private static string? Fault(PropertyInfo property)
    {
        if (property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            return "can be set; make it a record's parameter";
        foreach (var type in property.PropertyType.Flattened())
        {
            if (type.IsAssignableTo(typeof(IEntity))) return $"holds the entity {type.Name}; project it to a result of your own";
            if (type == typeof(DateTime)) return "is a DateTime; use DateTimeOffset, DateOnly or TimeOnly";
            if (type == typeof(object)) return "is an object; use a type, or JsonElement for what the tenant defines";
            if (Changeable.Contains(type)) return $"is a {type.Name}; use IReadOnlyList or IReadOnlyDictionary";
        }

        return null;
    }
}
