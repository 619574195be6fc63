using System.Security.Cryptography;
using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Users;

/// <summary>Puts a mail about an account on the mail queue; the link travels with the message, not in the message store.</summary>
[Access(Audience.System)]
public sealed record SendAccountMail(AccountMailAsked Mail) : ICommand;

internal sealed class SendAccountMailValidator : AbstractValidator<SendAccountMail>
{
    public SendAccountMailValidator()
    {
        RuleFor(request => request.Mail.Address).NotEmpty().MaximumLength(254);
        RuleFor(request => request.Mail.Token).MaximumLength(200);
    }
}

internal sealed class SendAccountMailHandler(AccountMailSettings settings, IMessageStore store, IMailQueue queue, CallContext call)
    : IRequestHandler<SendAccountMail, Unit>
{
    public async Task<Unit> Handle(SendAccountMail request, CancellationToken cancellationToken)
    {
        var mail = request.Mail;
        var content = AccountMailContents.For(mail.Kind, mail.Language).ToBytes();
        var key = $"{call.Environment}/accounts/{Convert.ToHexStringLower(SHA256.HashData(content))}";
        await store.PutAsync(key, content, cancellationToken);

        // The mail's own id: told twice, the queue takes it once.
        var recipient = new RecipientId(mail.Mail);
        var outgoing = new OutgoingMail(call.Environment, recipient, 1, mail.Address, key, Values(mail), settings.Identity, IsTrial: false, [], []);
        await queue.SendAsync([new QueueItem<OutgoingMail>(outgoing, recipient.ToString(), $"{recipient}:1")], cancellationToken);
        return Unit.Value;
    }

    private Dictionary<string, string> Values(AccountMailAsked mail) => new()
    {
        ["name"] = mail.FullName,
        ["environment"] = mail.EnvironmentName ?? "VEMAP",
        ["link"] = settings.PublicUrl.TrimEnd('/') + mail.Kind switch
        {
            AccountMailKind.Invitation => "/invitation#" + mail.Token,
            AccountMailKind.PasswordReset => "/password-reset#" + mail.Token,
            _ => "/",
        },
    };
}
