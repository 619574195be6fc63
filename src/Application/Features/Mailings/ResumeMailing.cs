using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Mailings;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody lets a paused mailing go on; one that the bounce guard holds only the road authority.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ResumeMailing(MailingId Mailing, int Version) : ICommand<ResumeMailingResult>;

public sealed record ResumeMailingResult(MailingId Id, MailingStatus Status, int Version);

internal sealed class ResumeMailingHandler(IRepository<Mailing> mailings, IMailingRecipients recipients, CallContext call, TimeProvider clock)
    : IRequestHandler<ResumeMailing, ResumeMailingResult>
{
    public async Task<ResumeMailingResult> Handle(ResumeMailing request, CancellationToken cancellationToken)
    {
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.Mailing), request.Version, cancellationToken);
        mailing.Resume(call.Access.Role == Role.Organisation, clock.GetUtcNow());
        // While it was paused the relay passed its recipients over; now they get their turn again.
        await recipients.QueueAsync(mailing.Id, clock.GetUtcNow(), cancellationToken);
        return new ResumeMailingResult(mailing.Id, mailing.Status, mailing.Version);
    }
}
