using Ardalis.Specification;

namespace Vemap.Domain.Mailings;

/// <summary>Which mailings a command loads.</summary>
public sealed class MailingSpec : Specification<Mailing>
{
    private MailingSpec()
    {
    }

    public static MailingSpec ById(MailingId id)
    {
        var specification = new MailingSpec();
        specification.Query.Where(mailing => mailing.Id == id).Include(mailing => mailing.Closures);
        return specification;
    }

    public static MailingSpec ByIds(IReadOnlyCollection<MailingId> ids)
    {
        var specification = new MailingSpec();
        specification.Query.Where(mailing => ids.Contains(mailing.Id)).Include(mailing => mailing.Closures);
        return specification;
    }

    /// <summary>Those that may be found complete.</summary>
    public static MailingSpec BeingSent()
    {
        var specification = new MailingSpec();
        specification.Query.Where(mailing => mailing.Status == MailingStatus.Sending || mailing.Status == MailingStatus.Paused
            || (mailing.Status == MailingStatus.Cancelled && mailing.RecipientCount > 0 && mailing.TimelineHash == null));
        return specification;
    }

    /// <summary>Those of these mailings that are drafts still.</summary>
    public static MailingSpec DraftsAmong(IReadOnlyCollection<MailingId> ids)
    {
        var specification = new MailingSpec();
        specification.Query.Where(mailing => ids.Contains(mailing.Id) && mailing.Status == MailingStatus.Draft);
        return specification;
    }

    /// <summary>Those about a closure that wait for their moment.</summary>
    public static MailingSpec ScheduledAbout(ClosureId closure)
    {
        var specification = new MailingSpec();
        specification.Query
            .Where(mailing => mailing.Status == MailingStatus.Scheduled && mailing.Closures.Any(told => told.ClosureId == closure))
            .Include(mailing => mailing.Closures);
        return specification;
    }
}
