namespace Vemap.Architecture.Rules;

/// <summary>Only the adapters of the cloud depend on its SDK, so that everything runs without a cloud.</summary>
public sealed class R03_Amazon_stays_in_its_own_folders : Rule
{
    private const string Sdk = "Amazon";

    protected override int AtLeast => 1000;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var adapters = Documents.List(code.Documents.Table("Technologies").Single(row => row[1] == Sdk)[2]);
        var others = adapters.Aggregate(code.Sentence.That().ResideInNamespace("Vemap"), (types, adapter) => types.And().DoNotResideInNamespace(adapter));
        return others.Each(type => type.NotHaveDependencyOn(Sdk), "depends on the SDK of the cloud; put it behind a port")
            .Concat(new Technologies(code).Judge(space => space == Sdk));
    }
}
