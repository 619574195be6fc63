using System.Text.RegularExpressions;
using FluentValidation;

namespace Vemap.Application.Common.Requests;

/// <summary>What every address that mail may go to must look like: one address, nothing that could end a header or name a second one.</summary>
public static partial class MailAddressRule
{
    public const int MaxLength = 254;

    public static IRuleBuilderOptions<T, string?> MailAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(MaxLength)
            .Must(address => address is null || address.Length > MaxLength || Shape().IsMatch(address))
            .WithErrorCode("mail-address")
            .WithMessage("One e-mail address is needed, such as meldkamer@brandweer.example.");

    [GeneratedRegex("""\A[^\s@<>()\[\]\\,;:"\p{C}]{1,64}@[^\s@<>()\[\]\\,;:"\p{C}.]+(\.[^\s@<>()\[\]\\,;:"\p{C}.]+)+\z""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
