namespace Vemap.Application.Features.Users;

/// <summary>Puts the mails about accounts of an environment whose next attempt is due, or whose last one counts as lost, on the mail queue; a hundred at a
/// time.</summary>
[Access(Audience.System)]
public sealed record RetryAccountMails : ICommand;

internal sealed class RetryAccountMailsHandler(IRepository<AccountMail> mails, AccountMailQueue queue, ILocks locks, TimeProvider clock) : IRequestHandler<RetryAccountMails, Unit>
{
    private const int AtOnce = 100;

    public async Task<Unit> Handle(RetryAccountMails request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.AccountMails, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var mail in await mails.ListAsync(AccountMailSpec.Due(now, AtOnce), cancellationToken))
            if (mail.TryAgain(now)) await queue.PutAsync(mail, cancellationToken);
        return Unit.Value;
    }
}
