using Vemap.Domain.Mailings;

namespace Vemap.Application.Common.Mail;

/// <summary>Completes mailings of which no recipient can change any more.</summary>
internal sealed class MailingCompletion(IMailingRecipients recipients, TimeProvider clock)
{
    /// <summary>Completes each of the mailings whose recipients have all reached an end, also when it is paused.</summary>
    public async Task CompleteAsync(IEnumerable<Mailing> mailings, CancellationToken cancellationToken)
    {
        foreach (var mailing in mailings.Where(mailing => mailing.CanComplete))
        {
            if (await recipients.AnyOpenAsync(mailing.Id, mailing.Proof, cancellationToken)) continue;
            // Events recorded later are not in the hash; the moment of completion makes it possible to compute it again.
            var now = clock.GetUtcNow();
            mailing.Complete(await recipients.TimelineHashAsync(mailing.Id, now, cancellationToken), now);
        }
    }
}
