using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;

namespace Vemap.Web.Http;

/// <summary>The form that a value in a query must have, and the message about a value of another form.</summary>
internal static partial class QueryForm
{
    /// <summary>The name on the wire: a record that is bound by [AsParameters] has properties in Pascal case.</summary>
    public static string NameOf(string parameter) => JsonNamingPolicy.CamelCase.ConvertName(parameter);

    /// <summary>The type of the endpoint's parameter, or of a text when it has none of this name.</summary>
    public static Type TypeOf(RouteEndpoint? endpoint, string name) =>
        endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().FirstOrDefault(parameter => NameOf(parameter.Name) == name)?.ParameterInfo.ParameterType ?? typeof(string);

    /// <summary>Numbers, truth values and ids that the framework would accept in several forms, such as with blanks around them or in capitals.</summary>
    public static bool IsLoose(Type type, string text) => (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && ((plain == typeof(int) && !WholeNumber().IsMatch(text))
            || (plain == typeof(bool) && text is not ("true" or "false"))
            || (plain == typeof(Guid) && !Uuid().IsMatch(text)));

    public static FieldError WrongForm(string key, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Choices.EnumOf(plain) is { } one) return new FieldError($"?{key}", "unknown-value", JsonShape.Expected(one));
        if (Choices.SeveralOf(plain) is { } several)
            return new FieldError($"?{key}", "unknown-value", $"One or more of these values are required, separated by commas: {Names(several)}.");
        return new FieldError($"?{key}", "wrong-form", JsonShape.Expected(plain == typeof(Instant) ? typeof(DateTimeOffset) : plain));
    }

    private static string Names(Type @enum) => string.Join(", ", Choices.NamesOf(@enum));

    [GeneratedRegex(@"\A-?[0-9]{1,10}\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Uuid();
}
