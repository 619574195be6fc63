using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Common.Mail;

/// <summary>The shape of a subject and its HTML: sizes, one line, placeholders that exist, blocks that close.</summary>
internal sealed class MessageTextValidator : AbstractValidator<MessageText>
{
    /// <summary>Dutch and English.</summary>
    public const int Languages = 2;

    private const int LongestHtml = 200_000;

    public MessageTextValidator()
    {
        RuleFor(text => text.Language).Language();
        RuleFor(text => text.Subject).NotEmpty().MaximumLength(300);
        RuleFor(text => text.Html).NotEmpty().MaximumLength(LongestHtml);
        RuleFor(text => text.Subject).Custom(Placeholders);
        RuleFor(text => text.Html).Custom(Placeholders);
    }

    /// <summary>The rules of a list of texts: at most one for each language.</summary>
    public static bool OncePerLanguage(IReadOnlyList<MessageText> texts) => texts.DistinctBy(text => text.Language).Count() == texts.Count;

    private static void Placeholders(string text, ValidationContext<MessageText> context)
    {
        if (text.Length > LongestHtml) return;
        foreach (var error in MessageRendering.Errors(text).Take(10))
            context.AddFailure(new FluentValidation.Results.ValidationFailure(context.PropertyPath, error) { ErrorCode = "wrong-placeholder" });
    }
}
