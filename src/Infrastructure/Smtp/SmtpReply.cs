using System.Text.RegularExpressions;

namespace Vemap.Infrastructure.Smtp;

/// <summary>A server's reply: its code, and its lines' texts joined by line breaks.</summary>
internal sealed partial record SmtpReply(int Code, string Text)
{
    public bool IsPositive => Code / 100 == 2;

    public bool IsPermanent => Code / 100 == 5;

    /// <summary>The RFC 3463 code at the start of the text, such as 5.1.1.</summary>
    public string? EnhancedCode => Enhanced().Match(Text) is { Success: true } match ? match.Value : null;

    /// <summary>The server wants less mail at a time. 4.2.x speaks of the recipient's mailbox, and a bare 4.7.1 is how greylisting asks for patience with one mail: neither slows others down.</summary>
    public bool IsThrottling => Code / 100 == 4 && (EnhancedCode is "4.3.2" or "4.7.28" or "4.7.500" or "4.7.650" || (EnhancedCode?.StartsWith("4.2.", StringComparison.Ordinal) != true && Throttling().IsMatch(Text)));

    public override string ToString() => $"{Code} {Text.ReplaceLineEndings(" ")}";

    [GeneratedRegex(@"throttl|\brate\b|\btoo (?:many|much|fast|quickly)\b|\bslow down\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Throttling();

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}(?!\S)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Enhanced();
}

/// <summary>The conversation with the server cannot go on.</summary>
internal sealed class SmtpConnectionException(string message, SmtpReply? reply = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the server said, when it was the server who ended it.</summary>
    public SmtpReply? Reply { get; } = reply;
}
