using System.Text.Json;
using FluentValidation.Results;

namespace Vemap.Application.Common.Behaviours;

/// <summary>Refuses a request with all its field errors at once: those of its validator, and the characters that no text may contain.</summary>
internal sealed class ValidationBehaviour<TRequest, TResult>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResult>
{
    public async Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        var errors = validators.SelectMany(validator => validator.Validate(request).Errors).Select(ToFieldError).ToList();
        // A field that its validator refuses gets no second error.
        if (request is IHasBody<object> { Body: { } body })
            errors.AddRange(Texts.Faults(body).ExceptBy(errors.Select(error => error.Pointer).ToHashSet(), fault => fault.Pointer)
                .Take(CommonProblems.MostErrors + 1));
        if (errors.Count > 0) throw CommonProblems.Invalid(errors);
        return await next();
    }

    private static FieldError ToFieldError(ValidationFailure failure) => new(Pointer(failure.PropertyName), Code(failure.ErrorCode), failure.ErrorMessage);

    // "Body.Phases[0].StartsAt" is /phases/0/startsAt in the body. Everything outside Body comes from the query, such as ?limit.
    private static string Pointer(string path)
    {
        var parts = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var names = parts.Select(JsonNamingPolicy.CamelCase.ConvertName).ToArray();
        return parts[0] == nameof(IHasBody<>.Body) ? string.Concat(names.Skip(1).Select(name => "/" + name)) : "?" + string.Join('.', names);
    }

    // FluentValidation's own codes are class names ("NotEmptyValidator"); ours are kebab-case.
    private static string Code(string code) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(code.EndsWith("Validator", StringComparison.Ordinal) ? code[..^9] : code);
}
