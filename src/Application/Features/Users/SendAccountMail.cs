using Vemap.Application.Common;

namespace Vemap.Application.Features.Users;

/// <summary>Stores a mail about an account, so that it can be tried again, and puts it on the mail queue.</summary>
[Access(Audience.System)]
public sealed record SendAccountMail(AccountMailAsked Mail) : ICommand;

internal sealed class SendAccountMailValidator : AbstractValidator<SendAccountMail>
{
    public SendAccountMailValidator()
    {
        RuleFor(request => request.Mail.Address).NotEmpty().MaximumLength(MailAddressRule.MaxLength);
        RuleFor(request => request.Mail.Token).MaximumLength(200);
    }
}

internal sealed class SendAccountMailHandler(IRepository<AccountMail> mails, AccountMailQueue queue, ILocks locks, TimeProvider clock)
    : IRequestHandler<SendAccountMail, Unit>
{
    public async Task<Unit> Handle(SendAccountMail request, CancellationToken cancellationToken)
    {
        var asked = request.Mail;
        var id = new Id<AccountMail>(asked.Mail);
        await locks.TakeAsync(LockName.AccountMails, cancellationToken);
        // A relay that stops between the commit and the deletion of the event's row sends this command twice.
        if (await mails.AnyAsync(AccountMailSpec.ByIds([id]), cancellationToken)) return Unit.Value;
        var mail = new AccountMail(id, StoredJson.Write(asked), asked.ExpiresAt, clock.GetUtcNow());
        mails.Add(mail);
        await queue.PutAsync(mail, cancellationToken);
        return Unit.Value;
    }
}
