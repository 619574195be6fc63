using FluentValidation.Validators;

namespace Vemap;

/// <summary>
/// Counts the length of a text in Unicode code points, as JSON Schema and PostgreSQL do. FluentValidation's rule counts UTF-16 code units and would
/// refuse texts that the OpenAPI document allows.
/// </summary>
/// <remarks>This namespace encloses every validator, so the compiler finds this method before FluentValidation's method of the same name.</remarks>
internal static class TextLength
{
    public static IRuleBuilderOptions<T, string> MaximumLength<T>(this IRuleBuilder<T, string?> rule, int max) =>
        rule.SetValidator(new TextLengthValidator<T>(max))!;

    private sealed class TextLengthValidator<T>(int max) : PropertyValidator<T, string?>, ILengthValidator
    {
        public override string Name => "MaximumLengthValidator";

        public int Min => 0;

        public int Max => max;

        public override bool IsValid(ValidationContext<T> context, string? value)
        {
            if (value is null || value.Length <= max) return true;
            // A code point beyond the first 65,536 takes two code units, the second of which is a low surrogate.
            var length = value.Length - value.Count(char.IsLowSurrogate);
            context.MessageFormatter.AppendArgument("MaxLength", max).AppendArgument("TotalLength", length);
            return length <= max;
        }

        protected override string GetDefaultMessageTemplate(string errorCode) => Localized(errorCode, Name);
    }
}
