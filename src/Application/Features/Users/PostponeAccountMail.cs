namespace Vemap.Application.Features.Users;

/// <summary>Puts off a mail about an account that could not be put on the mail queue; after too many failures it is a dead letter.</summary>
[Access(Audience.System)]
public sealed record PostponeAccountMail(Id<AccountMail> MailId, string Reason) : ICommand, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MailId;
}

internal sealed class PostponeAccountMailHandler(IRepository<AccountMail> mails, ILocks locks, TimeProvider clock)
    : IRequestHandler<PostponeAccountMail, Unit>
{
    public async Task<Unit> Handle(PostponeAccountMail request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.AccountMails, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var mail in await mails.ListAsync(AccountMailSpec.Due(request.MailId, now), cancellationToken)) mail.Postpone(request.Reason, now);
        return Unit.Value;
    }
}
