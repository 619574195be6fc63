using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody mails the mailing to themselves, to see it in their own mail program.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record SendTestMail(MailingId MailingId) : ICommand<SendTestMailResult>, IMetered, IHasAuditObject
{
    public Usage Usage() => new(UsageKind.TestMails);

    IId? IHasAuditObject.AuditObject => MailingId;
}

public sealed record SendTestMailResult(RecipientId RecipientId);

internal sealed class SendTestMailHandler(
    IRepository<Mailing> mailings, IRepository<Project> projects, IMailingRecipients recipients, IUserDirectory users, MailingRenderer renderer, CallContext call, TimeProvider clock)
    : IRequestHandler<SendTestMail, SendTestMailResult>
{
    public async Task<SendTestMailResult> Handle(SendTestMail request, CancellationToken cancellationToken)
    {
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.MailingId), cancellationToken);
        (await projects.GetAsync(ProjectSpec.ById(mailing.ProjectId), cancellationToken)).RequireActive();
        var self = (await users.ActiveMembersAsync([call.User], cancellationToken)).SingleOrDefault() ?? throw CommonProblems.NotFound();
        var text = mailing.TextFor(self.Language);
        var prepared = await renderer.PrepareAsync(mailing, cancellationToken);
        prepared.RequireValues([text]);
        var content = prepared.Render(text);
        var key = await renderer.StoreAsync(mailing, text.Language, content with { Subject = "[TEST] " + content.Subject }, cancellationToken);
        var person = new RecipientPerson(null, self.FullName, null, self.Email.ToLowerInvariant(), OfEnvironment: false, Mandatory: false);
        var recipient = new Recipient(RecipientId.New(), mailing, person, key, isTest: true, clock.GetUtcNow());
        recipients.AddTest(recipient);
        await recipients.QueueAsync([new PlannedAttempt(recipient.Id, 1, clock.GetUtcNow())], cancellationToken);
        return new SendTestMailResult(recipient.Id);
    }
}
