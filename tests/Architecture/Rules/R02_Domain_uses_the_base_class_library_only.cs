namespace Vemap.Architecture.Rules;

/// <summary>The decisions depend on nothing that could change for a technical reason.</summary>
public sealed class R02_Domain_uses_the_base_class_library_only : Rule
{
    protected override int AtLeast => 30;

    protected override IEnumerable<Judgement> Judge(Code code) =>
        from type in code.UsesBelow("Vemap.Domain")
        let foreign = type.Value.Select(use => use.Type).FirstOrDefault(used => !used.StartsWith('<') && !used.IsIn("System") && !used.IsIn("Vemap.Domain") && !used.IsIn("Microsoft.CodeAnalysis"))
        select Judgement.Of(type.Key, foreign is null, $"touches {foreign}; ask for it through a port in Application, or pass the value in");
}
