using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.Extensions.Logging;

namespace Vemap.Infrastructure.Smtp.Reports;

/// <summary>Reads the unseen messages of an IMAP folder, and marks them as seen when they are done. It
/// deletes nothing: how long they are kept is for the mail server to say.</summary>
internal sealed partial class ImapInbox(InboxOptions options, SmtpLogIn logIn, TimeProvider clock, ILogger<ImapInbox> log) : IReportInbox
{
    // A report is small; who sends more sends no report.
    private const uint LargestReport = 1 << 20;

    public async Task<IReadOnlyList<InboxMessage>> ReadAsync(int max, CancellationToken cancellationToken)
    {
        using var client = await ConnectAsync(cancellationToken);
        var folder = await OpenAsync(client, FolderAccess.ReadOnly, cancellationToken);
        var found = (await folder.SearchAsync(SearchQuery.NotSeen.And(SearchQuery.NotDeleted), cancellationToken)).Take(max).ToList();
        if (found.Count == 0) return [];
        var summaries = await folder.FetchAsync(found, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancellationToken);
        var large = summaries.Where(summary => summary.Size > LargestReport).Select(summary => summary.UniqueId).ToHashSet();
        var messages = new List<InboxMessage>();
        foreach (var id in found)
            messages.Add(new InboxMessage($"{folder.UidValidity}:{id.Id}", large.Contains(id) ? [] : await ReadAsync(folder, id, cancellationToken)));

        await client.DisconnectAsync(quit: true, cancellationToken);
        return messages;
    }

    public async Task CompleteAsync(IReadOnlyCollection<InboxMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return;
        using var client = await ConnectAsync(cancellationToken);
        var folder = await OpenAsync(client, FolderAccess.ReadWrite, cancellationToken);
        var handles = messages.Select(message => message.Handle.Split(':')).Where(parts => parts[0] == $"{folder.UidValidity}");
        var ids = handles.Select(parts => new UniqueId(folder.UidValidity, uint.Parse(parts[1]))).ToList();
        await folder.AddFlagsAsync(ids, MessageFlags.Seen, silent: true, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    // One message that cannot be fetched or read must not keep the others from being read: it reports nothing.
    private async Task<IReadOnlyList<DeliveryEvent>> ReadAsync(IMailFolder folder, UniqueId id, CancellationToken cancellationToken)
    {
        try
        {
            using var message = await folder.GetMessageAsync(id, cancellationToken);
            return DeliveryReport.Read(message, clock.GetUtcNow());
        }
        catch (Exception unreadable)
            when (unreadable is FormatException or ImapCommandException or MessageNotFoundException or NotSupportedException
                or ArgumentException or InvalidOperationException)
        {
            NotRead(log, unreadable, id.Id);
            return [];
        }
    }

    private async Task<ImapClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = new ImapClient { Timeout = (int)options.Timeout.TotalMilliseconds, CheckCertificateRevocation = false };
        if (options.TrustedCertificate is { } file)
            client.ServerCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(file, certificate, errors);
        try
        {
            // Not Auto and not StartTlsWhenAvailable: they would go on unencrypted.
            var security = options.Tls switch
            {
                SmtpTls.Implicit => SecureSocketOptions.SslOnConnect,
                SmtpTls.StartTls => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            };
            await client.ConnectAsync(options.Host, options.Port, security, cancellationToken);
            await client.AuthenticateAsync((await logIn.MechanismAsync(client.AuthenticationMechanisms, cancellationToken))!, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task<IMailFolder> OpenAsync(ImapClient client, FolderAccess access, CancellationToken cancellationToken)
    {
        var folder = await client.GetFolderAsync(options.Folder, cancellationToken);
        await folder.OpenAsync(access, cancellationToken);
        return folder;
    }

    private static bool IsTrusted(string file, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 presented || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
        using var chain = new X509Chain { ChainPolicy = SmtpWire.Trust(file) };
        return chain.Build(presented);
    }

    [LoggerMessage(61, LogLevel.Warning, "Message {Message} of the inbox could not be read and is marked as read")]
    private static partial void NotRead(ILogger log, Exception exception, uint message);
}
