namespace Vemap.Architecture.Rules;

/// <summary>The cloud's SDK never leaves the adapters, so that everything runs without a cloud.</summary>
public sealed class R03_Amazon_stays_in_its_own_folders : Rule
{
    protected override int AtLeast => 100;

    protected override IEnumerable<Judgement> Judge(Code code) => new Technologies(code).Judge(space => space == "Amazon");
}
