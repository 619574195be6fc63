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

    /// <summary>Those that are to be tried again, and those of which nothing was heard for too long.</summary>
    public static AccountMailSpec Due(DateTimeOffset now, int count)
    {
        var specification = new AccountMailSpec();
        var forgotten = now - AccountMail.ForgottenAfter;
        specification.Query
            .Where(mail => mail.Status == RecipientStatus.Sending && (mail.NextAttemptAt <= now || (mail.NextAttemptAt == null && mail.UpdatedAt <= forgotten)))
            .OrderBy(mail => mail.Id)
            .Take(count);
        return specification;
    }
}
