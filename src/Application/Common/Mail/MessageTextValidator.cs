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
        RuleFor(text => text.Html).Custom(Markup);
    }

    /// <summary>The rules of a list of texts: at most one for each language.</summary>
    public static bool OncePerLanguage(IReadOnlyList<MessageText> texts) => texts.DistinctBy(text => text.Language).Count() == texts.Count;

    // Refused here, since the cleaner would otherwise drop a link silently or spend minutes on nested elements.
    private static void Markup(string html, ValidationContext<MessageText> context)
    {
        if (html.Length > LongestHtml) return;
        if (HtmlLimits.Fault(html) is { } fault) context.AddFailure(Failure(context, "html-limit", fault));
        foreach (var address in MessageLinks.Refused(html).Take(10))
            context.AddFailure(Failure(context, "wrong-link", $"The address \"{Short(address)}\" cannot be used: links begin with https://, http://, mailto: or tel:, images with https://."));
    }

    private static string Short(string address) => address.Length <= 100 ? address : address[..100] + "…";

    private static FluentValidation.Results.ValidationFailure Failure(ValidationContext<MessageText> context, string code, string message) =>
        new(context.PropertyPath, message) { ErrorCode = code };

    private static void Placeholders(string text, ValidationContext<MessageText> context)
    {
        if (text.Length > LongestHtml) return;
        foreach (var error in MessageRendering.Errors(text).Take(10))
            context.AddFailure(Failure(context, "wrong-placeholder", error));
    }
}
