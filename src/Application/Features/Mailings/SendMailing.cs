using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Mailings;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody sends a mailing, now or at a later moment; it can be undone for thirty seconds, and a Manager's large one waits for release.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record SendMailing(MailingId Mailing, int Version, SendMailingBody Body) : ICommand<SendMailingResult>;

public sealed record SendMailingBody(DateTimeOffset? SendAt = null);

public sealed record SendMailingResult(MailingId Id, MailingStatus Status, int Recipients, DateTimeOffset? SendAt, int Version);

internal sealed class SendMailingValidator : AbstractValidator<SendMailing>
{
    public SendMailingValidator(TimeProvider clock) =>
        RuleFor(request => request.Body.SendAt).Must(at => at is null || at < clock.GetUtcNow().AddYears(1)).WithErrorCode("too-late").WithMessage("At most a year from now.");
}

internal sealed class SendMailingHandler(
    IRepository<Mailing> mailings, IMailingRecipients recipients, IReadStore store, MailingWriter writer, MailRoute route, CallContext call, IIds ids, TimeProvider clock)
    : IRequestHandler<SendMailing, SendMailingResult>
{
    public async Task<SendMailingResult> Handle(SendMailing request, CancellationToken cancellationToken)
    {
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.Mailing), request.Version, cancellationToken);
        var people = await store.ReadAsync(mailing.ProjectId, mailing.Audience, cancellationToken);
        var paper = await writer.PrepareAsync(mailing, cancellationToken);
        var needsRelease = call.Access.Role == Role.Manager && people.Count > paper.Environment.ReleaseAbove;
        mailing.Send(new MailingSending(people.Count, paper.ContentVersions, request.Body.SendAt, needsRelease, route.Proof, call.User), clock.GetUtcNow());
        var keys = await WriteAsync(mailing, paper, people, cancellationToken);
        await recipients.AddAsync(
            [.. people.Select(member => new Recipient(ids.New<Recipient>(), mailing, member.Person, keys[mailing.TextFor(member.Language).Language], isTest: false, clock.GetUtcNow()))],
            cancellationToken);
        if (mailing.Status == MailingStatus.Scheduled) await recipients.QueueAsync(mailing.Id, mailing.SendAt!.Value, cancellationToken);
        return new SendMailingResult(mailing.Id, mailing.Status, people.Count, mailing.SendAt, mailing.Version);
    }

    // Once per language and before anything is committed: whatever happens afterwards, what was sent can be shown.
    private async Task<Dictionary<string, string>> WriteAsync(Mailing mailing, MailingPaper paper, IReadOnlyList<AudienceMember> people, CancellationToken cancellationToken)
    {
        var texts = people.Select(member => mailing.TextFor(member.Language)).Distinct().ToList();
        paper.RequireValues(texts);
        RequireOrganisations(mailing, people);
        var keys = new Dictionary<string, string>();
        foreach (var text in texts) keys[text.Language] = await writer.KeepAsync(mailing, text.Language, paper.Write(text), cancellationToken);
        return keys;
    }

    private static void RequireOrganisations(Mailing mailing, IReadOnlyList<AudienceMember> people)
    {
        var asking = mailing.Texts.Where(Asks).ToHashSet();
        var without = people.Count(member => string.IsNullOrEmpty(member.Person.Organisation) && asking.Contains(mailing.TextFor(member.Language)));
        if (without > 0) throw MailingProblems.MissingValues([$"{MessagePlaceholders.RecipientOrganisation} ({without} recipients)"]);
    }

    private static bool Asks(MessageText text) =>
        MessageRendering.AsksFor(text.Subject, MessagePlaceholders.RecipientOrganisation) || MessageRendering.AsksFor(text.Html, MessagePlaceholders.RecipientOrganisation);
}
