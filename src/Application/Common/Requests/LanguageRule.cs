using FluentValidation.Validators;

namespace Vemap.Application.Common.Requests;

/// <summary>The languages of mail and screen.</summary>
public static class LanguageRule
{
    public static IRuleBuilderOptions<T, string> Language<T>(this IRuleBuilder<T, string> rule) =>
        rule.SetValidator(new LanguageValidator<T>()).WithErrorCode("unknown-language").WithMessage("Choose nl or en.");
}

internal sealed class LanguageValidator<T> : PropertyValidator<T, string>, ILengthValidator
{
    public int Min => 2;

    public int Max => 2;

    public override string Name => "LanguageValidator";

    public override bool IsValid(ValidationContext<T> context, string value) => value is "nl" or "en";
}
