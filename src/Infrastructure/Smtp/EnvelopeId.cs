using System.Globalization;
using System.Text.RegularExpressions;

namespace Vemap.Infrastructure.Smtp;

/// <summary>The envelope id of a mail (RFC 3461): it names the attempt, so that a report about it finds its recipient.</summary>
internal sealed partial record EnvelopeId(ClientEnvironmentId Environment, RecipientId Recipient, int Attempt)
{
    public static EnvelopeId? Parse(string text) => Shape().Match(text.Trim()) is { Success: true } match
        ? new EnvelopeId(
            new(Guid.ParseExact(match.Groups["environment"].ValueSpan, "N")),
            new(Guid.ParseExact(match.Groups["recipient"].ValueSpan, "N")),
            int.Parse(match.Groups["attempt"].ValueSpan, CultureInfo.InvariantCulture))
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Environment.Value:N}.{Recipient.Value:N}.{Attempt}");

    [GeneratedRegex(
        @"^(?<environment>[0-9a-fA-F]{32})\.(?<recipient>[0-9a-fA-F]{32})\.(?<attempt>[1-9]\d{0,6})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
