using FluentValidation;

namespace Vemap.Architecture.Rules;

/// <summary>A validator looks at the shape of a request only; what needs a database is decided in the handler, inside the transaction.</summary>
public sealed class R11_Validators_do_no_input_or_output : Rule
{
    private static readonly string[] Outside = ["System.IO", "System.Net.Http", "System.Net.Sockets", "System.Threading.Tasks"];
    private static readonly string[] Asynchronous = ["MustAsync", "CustomAsync", "WhenAsync", "UnlessAsync"];

    protected override int AtLeast => 3;

    protected override IEnumerable<Judgement> Judge(Code code) =>
        from validator in code.Implementing(typeof(IValidator<>))
        let wrong = code.UsesOf(validator)
            .FirstOrDefault(use => Outside.Any(use.Type.IsIn) || Code.Ports.Contains(use.Type) || Asynchronous.Contains(use.Member))
        select Judgement.Of(validator, wrong == default, $"touches {wrong.Type} {wrong.Member}; a validator looks at the request alone");
}
