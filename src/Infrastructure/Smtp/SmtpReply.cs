using System.Text.RegularExpressions;

namespace Vemap.Infrastructure.Smtp;

/// <summary>A server's reply: its code, and its lines' texts joined by line breaks.</summary>
internal sealed partial record SmtpReply(int Code, string Text)
{
    public bool IsPositive => Code / 100 == 2;

    public bool IsPermanent => Code / 100 == 5;

    /// <summary>The RFC 3463 code at the start of the text, such as 5.1.1.</summary>
    public string? EnhancedCode => Enhanced().Match(Text) is { Success: true } match ? match.Value : null;

    public override string ToString() => $"{Code} {Text.ReplaceLineEndings(" ")}";

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}(?!\S)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Enhanced();
}

/// <summary>The conversation with the server cannot go on.</summary>
internal sealed class SmtpConnectionException(string message, SmtpReply? reply = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the server said, when it was the server who ended it.</summary>
    public SmtpReply? Reply { get; } = reply;
}
