namespace Vemap.Architecture.Rules;

/// <summary>Domain depends on the base class library. Ardalis.Specification is allowed in the types that end with Spec, and nowhere else.</summary>
public sealed class R02_Domain_uses_only_the_base_class_library_and_specifications : Rule
{
    private static readonly string[] Allowed = ["System", "Vemap.Domain", "Microsoft.CodeAnalysis"];

    protected override int AtLeast => 30;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        foreach (var (type, uses) in code.UsesBelow("Vemap.Domain"))
        {
            var foreign = uses.Select(use => use.Type).Where(used => !used.StartsWith('<') && !Allowed.Any(space => used.IsIn(space))).ToList();
            var package = foreign.Find(used => !used.IsIn("Ardalis.Specification"));
            yield return Judgement.Of(type, package is null, $"touches {package}; ask for it through a port in Application, or pass the value in");
            if (foreign.Exists(used => used.IsIn("Ardalis.Specification")))
                yield return Judgement.Of(type, type.EndsWith("Spec", StringComparison.Ordinal), "touches Ardalis.Specification; only a type that ends with Spec may");
        }
    }
}
