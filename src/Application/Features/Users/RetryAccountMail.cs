namespace Vemap.Application.Features.Users;

/// <summary>Puts a mail about an account on the mail queue again, because its next attempt is due or its message may be lost.</summary>
[Access(Audience.System)]
public sealed record RetryAccountMail(Id<AccountMail> MailId) : ICommand, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailId;
}

internal sealed class RetryAccountMailHandler(IRepository<AccountMail> mails, AccountMailQueue queue, ILocks locks, TimeProvider clock)
    : IRequestHandler<RetryAccountMail, Unit>
{
    public async Task<Unit> Handle(RetryAccountMail request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.AccountMails, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var mail in await mails.ListAsync(AccountMailSpec.Due(request.MailId, now), cancellationToken))
            if (mail.TryAgain(now)) await queue.PutAsync(mail, cancellationToken);
        return Unit.Value;
    }
}
