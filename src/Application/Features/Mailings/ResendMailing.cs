using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Mailings;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody drafts the same mailing anew for those whom it did not reach; their addresses can be put right before it is sent.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ResendMailing(MailingId Mailing, int Version) : ICommand<ResendMailingResult>;

public sealed record ResendMailingResult(MailingId Id, int Recipients, int Version);

internal sealed class ResendMailingHandler(IRepository<Mailing> mailings, IReadStore store, CallContext call, IIds ids, TimeProvider clock)
    : IRequestHandler<ResendMailing, ResendMailingResult>
{
    public async Task<ResendMailingResult> Handle(ResendMailing request, CancellationToken cancellationToken)
    {
        var origin = await mailings.GetAsync(MailingSpec.ById(request.Mailing), request.Version, cancellationToken);
        var failed = await store.ListAsync(new FailedRecipients(origin.Id), cancellationToken);
        if (failed.Count == 0) throw MailingProblems.NothingFailed();
        var content = new MailingContent(
            origin.Kind, origin.Texts, origin.TemplateId, origin.TemplateVersion, [.. origin.Closures.Select(closure => closure.ClosureId)], new MailingAudience(failed, []), ExpiresAt: null);
        var mailing = new Mailing(ids.New<Mailing>(), origin.ProjectId, content, call.User, origin.Id, clock.GetUtcNow());
        mailings.Add(mailing);
        return new ResendMailingResult(mailing.Id, failed.Count, mailing.Version);
    }
}

internal sealed class FailedRecipients(MailingId id) : ReadSpecification<StakeholderId>
{
    private static readonly RecipientStatus[] Failed =
    [
        RecipientStatus.TemporaryFailure, RecipientStatus.TechnicalFailure, RecipientStatus.PermanentFailure,
        RecipientStatus.Suppressed, RecipientStatus.Expired, RecipientStatus.NotAllowed,
    ];

    public override IQueryable<StakeholderId> Query(IRows rows) =>
        rows.Of<Recipient>()
            .Where(recipient => recipient.MailingId == id && !recipient.IsTest && recipient.StakeholderId != null && Failed.Contains(recipient.Status))
            .OrderBy(recipient => recipient.Id)
            .Select(recipient => recipient.StakeholderId!.Value);
}
