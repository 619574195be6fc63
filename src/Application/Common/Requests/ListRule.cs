using FluentValidation;
using FluentValidation.Validators;

namespace Vemap.Application.Common.Requests;

/// <summary>The largest count of a list, told to clients too.</summary>
public static class ListRule
{
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> AtMost<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, int most) =>
        rule.SetValidator(new CountValidator<T, TItem>(most)).WithErrorCode("too-many").WithMessage($"At most {most}.");
}

/// <summary>A rule that knows the largest count.</summary>
public interface ICountValidator
{
    int Max { get; }
}

internal sealed class CountValidator<T, TItem>(int max) : PropertyValidator<T, IReadOnlyList<TItem>?>, ICountValidator
{
    public int Max => max;

    public override string Name => "CountValidator";

    public override bool IsValid(ValidationContext<T> context, IReadOnlyList<TItem>? value) => value is null || value.Count <= max;
}
