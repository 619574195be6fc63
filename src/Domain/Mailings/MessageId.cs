namespace Vemap.Domain.Mailings;

/// <summary>The Message-ID of a mail: it follows from recipient and attempt, so that later mails can thread under it without having kept it.</summary>
public static class MessageId
{
    public static string Of(RecipientId recipient, int attempt, string fromAddress) =>
        $"<{recipient.Value:N}.{attempt}@{fromAddress[(fromAddress.LastIndexOf('@') + 1)..]}>";
}
