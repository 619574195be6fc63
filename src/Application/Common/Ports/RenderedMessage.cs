using System.Text.Json;

namespace Vemap.Application.Common.Ports;

/// <summary>What the message store keeps for the mails of one mailing and language: rendered, with only the recipient's own ((placeholders)) left in.</summary>
public sealed record RenderedMessage(string Subject, string Html, string Text, IReadOnlyList<MailAttachment> Attachments)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Options);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static RenderedMessage Parse(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<RenderedMessage>(bytes, StoredJson.Options) ?? throw new JsonException("The stored content is empty.");
}

/// <summary>A small file that goes with the mail, such as an .ics.</summary>
public sealed record MailAttachment(string FileName, string ContentType, byte[] Content);
