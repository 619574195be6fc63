using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;

namespace Vemap.Web.Http;

/// <summary>What a value in a query must look like, and the sentence for whoever gave another.</summary>
internal static partial class QueryForm
{
    /// <summary>The name on the wire: a record that is bound by [AsParameters] has properties in Pascal case.</summary>
    public static string NameOf(string parameter) => JsonNamingPolicy.CamelCase.ConvertName(parameter);

    /// <summary>The type of the endpoint's parameter, or of a text when it has none of this name.</summary>
    public static Type TypeOf(RouteEndpoint? endpoint, string name) =>
        endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().FirstOrDefault(parameter => NameOf(parameter.Name) == name)?.ParameterInfo.ParameterType ?? typeof(string);

    /// <summary>Numbers and truth values that the framework would take with blanks around them or in capitals.</summary>
    public static bool IsLoose(Type type, string text) => (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && ((plain == typeof(int) && !WholeNumber().IsMatch(text)) || (plain == typeof(bool) && text is not ("true" or "false")));

    public static FieldError WrongForm(string key, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Choices.EnumOf(plain) is { } one) return new FieldError($"?{key}", "unknown-value", JsonShape.Expected(one));
        if (Choices.SeveralOf(plain) is { } several) return new FieldError($"?{key}", "unknown-value", $"Give one or more of these, each once, with commas between them: {string.Join(", ", Choices.NamesOf(several))}.");
        return new FieldError($"?{key}", "wrong-form", JsonShape.Expected(plain == typeof(Instant) ? typeof(DateTimeOffset) : plain));
    }

    [GeneratedRegex(@"\A-?[0-9]{1,10}\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex WholeNumber();
}
