using System.Security.Cryptography;
using Vemap.Application.Common;

namespace Vemap.Application.Features.Users;

/// <summary>Puts the current attempt of an account mail on the mail queue; the link travels with the message, not in the message store.</summary>
internal sealed class AccountMailQueue(AccountMailSettings settings, IMessageStore store, IMailQueue queue, CallContext call)
{
    public async Task PutAsync(AccountMail mail, CancellationToken cancellationToken)
    {
        var asked = StoredJson.Read<AccountMailAsked>(mail.Letter!);
        var content = AccountMailContents.For(asked.Kind, asked.Language).ToBytes();
        var key = $"{call.Environment}/accounts/{Convert.ToHexStringLower(SHA256.HashData(content))}";
        await store.PutAsync(key, content, cancellationToken);

        var recipient = new RecipientId(mail.Id.Value);
        var outgoing = new OutgoingMail(call.Environment, recipient, mail.Attempt, asked.Address, key, Values(asked), settings.Identity, IsTrial: false, [], [], mail.Deadline);
        // A transaction that fails after this comes back with the same version, and the queue takes the message once.
        await queue.SendAsync([new QueueItem<OutgoingMail>(outgoing, recipient.ToString(), $"{recipient}:{mail.Version}")], cancellationToken);
    }

    private Dictionary<string, string> Values(AccountMailAsked mail) => new()
    {
        ["name"] = mail.FullName,
        ["environment"] = mail.EnvironmentName ?? "VEMAP",
        ["link"] = settings.PublicUrl.TrimEnd('/') + mail.Kind switch
        {
            AccountMailKind.Invitation or AccountMailKind.AdminInvitation => "/invitation#" + mail.Token,
            AccountMailKind.PasswordReset => "/password-reset#" + mail.Token,
            _ => "/",
        },
    };
}
