using Ardalis.Specification;
using Vemap.Domain.Deliveries;

namespace Vemap.Domain.Users;

/// <summary>Which mails about accounts a command loads.</summary>
public sealed class AccountMailSpec : Specification<AccountMail>
{
    private AccountMailSpec()
    {
    }

    public static AccountMailSpec ByIds(IReadOnlyCollection<Id<AccountMail>> ids)
    {
        var specification = new AccountMailSpec();
        specification.Query.Where(mail => ids.Contains(mail.Id));
        return specification;
    }

    /// <summary>This mail, if it is to be tried again or nothing was recorded of it for too long, and it is no dead letter.</summary>
    public static AccountMailSpec Due(Id<AccountMail> id, DateTimeOffset now)
    {
        var specification = new AccountMailSpec();
        var lost = now - AccountMail.LostAfter;
        specification.Query
            .Where(mail => mail.Id == id && mail.Status == RecipientStatus.Sending && mail.DeadAt == null)
            .Where(mail => mail.NextAttemptAt <= now || (mail.NextAttemptAt == null && mail.UpdatedAt <= lost));
        return specification;
    }
}
