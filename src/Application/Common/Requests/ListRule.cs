using FluentValidation.Validators;

namespace Vemap.Application.Common.Requests;

/// <summary>Rules for lists in a body.</summary>
public static class ListRule
{
    /// <summary>The largest count, which is in the OpenAPI document too.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> AtMost<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, int most) =>
        rule.SetValidator(new CountValidator<T, TItem>(most)).WithErrorCode("too-many").WithMessage($"At most {most}.");

    /// <summary>No two items have the same key.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> EachOnce<T, TItem, TKey>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule,
        Func<TItem, TKey> key) =>
        rule.Must(items => items is null || items.DistinctBy(key).Count() == items.Count).WithErrorCode("doubled")
            .WithMessage("The list contains an item twice.");
}

/// <summary>A rule with a largest count.</summary>
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
