namespace Vemap.Architecture.Rules;

/// <summary>A feature can be changed or removed by reading its own folder only.</summary>
public sealed class R05_Features_do_not_depend_on_each_other : Rule
{
    private const string Features = "Vemap.Application.Features";

    protected override int AtLeast => 500;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var features = code.Types.Select(type => type.Namespace).OfType<string>().Where(space => space.IsIn(Features) && space != Features).Select(Feature)
            .Distinct().ToList();
        foreach (var feature in features)
        {
            string[] others = [.. features.Where(other => other != feature)];
            foreach (var judgement in code.Sentence.That().ResideInNamespace(feature).Each(type => type.NotHaveDependencyOnAny(others), Fault))
                yield return judgement;
        }

        // What NetArchTest does not read, such as the async lambdas and the catch clauses.
        foreach (var (type, uses) in code.UsesBelow(Features))
            yield return Judgement.Of(type, !uses.Any(use => use.Type.IsIn(Features) && Feature(use.Type) != Feature(type)), Fault);
    }

    private const string Fault = "depends on another feature; read the rows yourself, raise an event, or move what both need to Domain or Common";

    private static string Feature(string name) => string.Join('.', name.Split('.').Take(4));
}
