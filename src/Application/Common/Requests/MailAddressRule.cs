namespace Vemap.Application.Common.Requests;

/// <summary>The rule for every address that mail goes to or comes from.</summary>
public static class MailAddressRule
{
    public const int MaxLength = Domain.Common.MailAddress.MaxLength;

    public static IRuleBuilderOptions<T, string?> MailAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(MaxLength)
            .Must(address => address is null || address.Length > MaxLength || (Domain.Common.MailAddress.IsValid(address) && IsOnTheInternet(address)))
            .WithErrorCode("mail-address")
            .WithMessage("One e-mail address is needed, such as meldkamer@brandweer.example.");

    // The mail service may send from a server without a dot in its name; nobody is reached at one.
    private static bool IsOnTheInternet(string address) => address.LastIndexOf('.') > address.IndexOf('@', StringComparison.Ordinal);
}
