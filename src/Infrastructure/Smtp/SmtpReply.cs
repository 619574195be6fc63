using System.Text.RegularExpressions;

namespace Vemap.Infrastructure.Smtp;

/// <summary>The part of a conversation that a reply belongs to.</summary>
internal enum SmtpStep
{
    /// <summary>Greeting, log-in, reset, good-bye: nothing that concerns one mail.</summary>
    Other,

    /// <summary>What the server offers.</summary>
    Hello,
    Sender,
    Recipient,

    /// <summary>The request to hand over the content.</summary>
    Data,

    /// <summary>The final dot.</summary>
    Content,
}

/// <summary>A server's reply: its code, and its lines' texts joined by line breaks.</summary>
internal sealed partial record SmtpReply(int Code, string Text)
{
    /// <summary>Codes by which servers and providers say that a sender or a connection sends too much:
    /// RFC 3463 (4.3.2, 4.4.5), Gmail (4.7.28), Exchange Online (4.7.500, 4.7.650).</summary>
    private static readonly string[] TooMuch = ["4.3.2", "4.4.5", "4.7.28", "4.7.500", "4.7.650"];

    public bool IsPositive => Code / 100 == 2;

    public bool IsPermanent => Code / 100 == 5;

    /// <summary>The server refuses our log-in. That concerns us and not the recipient, at whichever step it is said.</summary>
    public bool ConcernsLogIn => Code is 530 or 534 or 535 or 538;

    /// <summary>The RFC 3463 code at the start of the text, such as 5.1.1.</summary>
    public string? EnhancedCode => Enhanced().Match(Text) is { Success: true } match ? match.Value : null;

    /// <summary>Whether the server asks us to send less. Only a reply to the sender or to the connection can say so: a reply to RCPT is about one recipient,
    /// and must not slow down the mail of everybody else. Texts are trusted in reply to MAIL only, where no recipient has been named yet.</summary>
    public bool AsksForLess(SmtpStep step)
    {
        if (Code / 100 != 4 || step == SmtpStep.Recipient) return false;
        return Code == 421 || TooMuch.Contains(EnhancedCode) || AmazonThrottling().IsMatch(Text)
            || (step == SmtpStep.Sender && TooMuchFromSender().IsMatch(Text));
    }

    public override string ToString() => $"{Code} {Text.ReplaceLineEndings(" ")}";

    [GeneratedRegex("^Throttling failure", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AmazonThrottling();

    // The address in angle brackets may contain any word.
    [GeneratedRegex(
        @"^(?:<[^>]*>|[^<])*\b(?:too (?:many|much)|rate limit)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TooMuchFromSender();

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}(?!\S)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Enhanced();
}

/// <summary>The conversation with the server cannot go on, and the mail that it was about has certainly not been taken.</summary>
/// <remarks>An IOException, because it passes through MailKit, which expects those of a stream.</remarks>
internal sealed class SmtpConnectionException(string message, SmtpReply? reply = null, Exception? inner = null, SmtpStep step = SmtpStep.Other)
    : IOException(message, inner)
{
    /// <summary>What the server said, when it was the server who ended it.</summary>
    public SmtpReply? Reply { get; } = reply;

    public bool AsksForLess => Reply?.AsksForLess(step) == true;
}
