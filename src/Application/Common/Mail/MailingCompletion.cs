using Vemap.Domain.Mailings;

namespace Vemap.Application.Common.Mail;

/// <summary>Completes mailings when nothing more can happen to any of their recipients.</summary>
internal sealed class MailingCompletion(IMailingRecipients recipients, TimeProvider clock)
{
    /// <summary>Completes each of the mailings whose recipients are all settled.</summary>
    public async Task CompleteAsync(IEnumerable<Mailing> mailings, CancellationToken cancellationToken)
    {
        foreach (var mailing in mailings.Where(mailing => mailing.CanComplete))
        {
            if (await recipients.AnyOpenAsync(mailing.Id, mailing.Proof, cancellationToken)) continue;
            // Events recorded later are not in the hash; the time says where it ends, so that anybody can compute it again.
            var now = clock.GetUtcNow();
            mailing.Complete(await recipients.TimelineHashAsync(mailing.Id, now, cancellationToken), now);
        }
    }
}
