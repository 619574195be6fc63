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

    /// <summary>Those whose next attempt is due, and those whose last attempt counts as lost.</summary>
    public static AccountMailSpec Due(DateTimeOffset now, int count)
    {
        var specification = new AccountMailSpec();
        var lost = now - AccountMail.LostAfter;
        specification.Query
            .Where(mail => mail.Status == RecipientStatus.Sending && (mail.NextAttemptAt <= now || (mail.NextAttemptAt == null && mail.UpdatedAt <= lost)))
            .OrderBy(mail => mail.Id)
            .Take(count);
        return specification;
    }
}
