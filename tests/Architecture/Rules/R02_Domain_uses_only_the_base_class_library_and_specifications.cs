namespace Vemap.Architecture.Rules;

/// <summary>Domain depends on the base class library. Ardalis.Specification is allowed in the types that end with Spec, and nowhere else.</summary>
public sealed class R02_Domain_uses_only_the_base_class_library_and_specifications : Rule
{
    private const string Domain = "Vemap.Domain";
    private const string Package = "Ardalis.Specification";
    private static readonly string[] Allowed = ["System", "Microsoft.CodeAnalysis", Domain, Package];

    protected override int AtLeast => 60;

    protected override IEnumerable<Judgement> Judge(Code code) =>
    [
        .. code.Sentence.That().ResideInNamespace(Domain).And().DoNotHaveNameEndingWith("Spec", StringComparison.Ordinal)
            .Each(type => type.NotHaveDependencyOn(Package), $"depends on {Package}; only a type that ends with Spec may"),
        // NetArchTest's OnlyHaveDependenciesOn also counts types that the compiler generates, so the scanner checks this part.
        .. from type in code.UsesBelow(Domain)
           let foreign = type.Value.Select(use => use.Type).FirstOrDefault(used => !used.StartsWith('<') && !Allowed.Any(used.IsIn))
           select Judgement.Of(type.Key, foreign is null, $"uses {foreign}; ask for it through a port in Application, or pass the value in"),
    ];
}
