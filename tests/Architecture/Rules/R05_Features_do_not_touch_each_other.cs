namespace Vemap.Architecture.Rules;

/// <summary>A feature can be changed, or removed, by reading its own folder only.</summary>
public sealed class R05_Features_do_not_touch_each_other : Rule
{
    private const string Features = "Vemap.Application.Features";

    protected override int AtLeast => 10;

    protected override IEnumerable<Judgement> Judge(Code code) =>
        from type in code.UsesBelow(Features)
        let other = type.Value.Select(use => use.Type).FirstOrDefault(used => used.IsIn(Features) && Feature(used) != Feature(type.Key))
        select Judgement.Of(type.Key, other is null, $"touches {other} of another feature; read the rows yourself, raise an event, or move what both need to Domain or Common");

    private static string Feature(string type) => type.Split('.')[3];
}
