using System.Net;
using System.Security.Cryptography;
using Vemap.Application.Common.Mail;
using Vemap.Domain.Closures;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Mailings;

/// <summary>Gathers what a mailing tells of its closures; preview, test mail and sending write from the same.</summary>
internal sealed class MailingRenderer(
    IReadStore store, IRepository<Closure> closures, IEnvironmentDirectory environments, IHtmlCleaner html, MailSettings settings, IMessageStore messages, CallContext call, TimeProvider clock)
{
    public async Task<PreparedMailing> PrepareAsync(Mailing mailing, CancellationToken cancellationToken)
    {
        var ids = mailing.Closures.Select(closure => closure.ClosureId).ToList();
        var told = await closures.ListAsync(ClosureSpec.AllWithContent(mailing.ProjectId, ids), cancellationToken);
        if (told.Count < ids.Count) throw MailingProblems.UnknownClosure();
        var ends = (await store.ListAsync(new ExpectedEnds(ids), cancellationToken)).GroupBy(end => end.Closure).ToDictionary(closure => closure.Key, closure => closure.Max(end => end.At));
        var off = await store.ListAsync(new SkippedNights(ids), cancellationToken);
        var announced = await store.ListAsync(new AnnouncedNights(ids, mailing.Id), cancellationToken);
        var project = await store.GetAsync(new ProjectNames(mailing.ProjectId), cancellationToken);
        var environment = await environments.GetAsync(cancellationToken);
        return new PreparedMailing(mailing, [.. told.OrderBy(closure => closure.StartsAt).ThenBy(closure => closure.Number)], ends, off, Dropped(told, announced), project, environment, settings, html);
    }

    // A night that is over needs no cancelling.
    private ILookup<ClosureId, MailedNight> Dropped(IReadOnlyCollection<Closure> closures, IEnumerable<ClosureNights> announced)
    {
        var current = closures.SelectMany(closure => closure.Occurrences).Select(night => night.Id).ToHashSet();
        return announced.SelectMany(mailed => mailed.Nights.Select(night => (mailed.Closure, Night: night)))
            .Where(mailed => mailed.Night.EndsAt > clock.GetUtcNow() && !current.Contains(mailed.Night.Occurrence))
            .DistinctBy(mailed => mailed.Night.Occurrence)
            .ToLookup(mailed => mailed.Closure, mailed => mailed.Night);
    }

    /// <summary>Keeps the content in the message store and returns its key, which follows from the bytes: a repeated command writes the same again.</summary>
    public async Task<string> StoreAsync(Mailing mailing, string language, RenderedMessage content, CancellationToken cancellationToken)
    {
        var bytes = content.ToBytes();
        var key = Mailing.ContentKey(call.Environment, mailing.Id, language, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        await messages.PutAsync(key, bytes, cancellationToken);
        return key;
    }
}

/// <summary>One mailing with all that it tells, ready to be written in a language.</summary>
internal sealed class PreparedMailing(Mailing mailing, IReadOnlyList<Closure> closures, IReadOnlyDictionary<ClosureId, DateTimeOffset> ends, IReadOnlyCollection<SkippedNight> off, ILookup<ClosureId, MailedNight> dropped, ProjectName project, EnvironmentProfile environment, MailSettings settings, IHtmlCleaner html)
{
    public EnvironmentProfile Environment => environment;

    /// <summary>The nights that the calendar of this mailing gives, by closure.</summary>
    public IReadOnlyDictionary<ClosureId, IReadOnlyList<MailedNight>> Nights =>
        closures.ToDictionary(closure => closure.Id, IReadOnlyList<MailedNight> (closure) => [.. closure.Occurrences.OrderBy(night => night.StartsAt).Take(ClosureCalendar.MaxEvents).Select(ClosureCalendar.Night)]);

    private CalendarOrganizer Organizer => new(environment.MailIdentity.FromName, environment.MailIdentity.FromAddress);

    public IReadOnlyDictionary<ClosureId, MailedVersion> Versions => closures.ToDictionary(closure => closure.Id, closure => new MailedVersion(closure.ContentVersion, closure.NightsVersion));

    /// <summary>Refuses texts that ask for what is not there; nobody may get a mail with a hole in it.</summary>
    public void RequireValues(IReadOnlyCollection<AudienceMember> people)
    {
        RequireValues(people.Select(member => mailing.TextFor(member.Language)).Distinct());
        var asking = mailing.Texts.Where(Asks).ToHashSet();
        var without = people.Count(member => string.IsNullOrEmpty(member.Person.Organisation) && asking.Contains(mailing.TextFor(member.Language)));
        if (without > 0) throw MailingProblems.MissingValues([$"{MessagePlaceholders.RecipientOrganisation} ({without} recipients)"]);
    }

    /// <summary>The same for the texts alone.</summary>
    public void RequireValues(IEnumerable<MessageText> texts)
    {
        var missing = texts.SelectMany(text => Rendering(text.Language).Missing(text.Subject).Concat(Rendering(text.Language).Missing(text.Html))).Distinct().ToList();
        if (missing.Count > 0) throw MailingProblems.MissingValues(missing);
    }

    /// <summary>The content in one language, with each recipient's own placeholders left in.</summary>
    public RenderedMessage Render(MessageText text)
    {
        var words = MailLanguage.For(text.Language);
        var rendering = Rendering(text.Language);
        var inner = rendering.Html(text.Html);
        if (ClosureCalendar.IsCut(closures))
            inner += words.Choose($"<p>De bijgevoegde agenda bevat de eerste {ClosureCalendar.MaxEvents} perioden.</p>", $"<p>The attached calendar holds the first {ClosureCalendar.MaxEvents} periods.</p>");
        var page = MailLayout.Wrap(inner, rendering.Html(WebUtility.HtmlEncode(text.Subject)), MessageMerge.EscapeHtml(environment.Name), environment.AccentColour, words);
        var calendar = new MailAttachment(words.Choose("afsluitingen.ics", "closures.ics"), $"text/calendar; charset=utf-8; method={ClosureCalendar.Method(mailing.Kind)}", ClosureCalendar.Write(closures, off, dropped, Organizer, mailing.Kind));
        return new RenderedMessage(rendering.Line(text.Subject), page, $"{html.ToText(inner)}\n-- \n{words.Footer(environment.Name)}\n", [calendar]);
    }

    /// <summary>Refuses a message that becomes too long for those with the longest names: the mail service would have to leave them out.</summary>
    public static void RequireFits(RenderedMessage content, IReadOnlyCollection<AudienceMember> readers)
    {
        var longest = Recipient.ValuesOf(readers.Select(member => member.Person.Name).MaxBy(name => name.Length) ?? "", readers.Select(member => member.Person.Organisation ?? "").MaxBy(name => name.Length));
        _ = new MessageMerge(content.Html).Html(longest);
        _ = new MessageMerge(content.Text).Text(longest);
    }

    /// <summary>The subject for lists, in the first language; where a recipient is named it has a gap.</summary>
    public string Subject() => new MessageMerge(Rendering(mailing.Texts[0].Language).Line(mailing.Texts[0].Subject)).Line(Recipient.ValuesOf("…", "…"));

    private static bool Asks(MessageText text) =>
        MessageRendering.AsksFor(text.Subject, MessagePlaceholders.RecipientOrganisation) || MessageRendering.AsksFor(text.Html, MessagePlaceholders.RecipientOrganisation);

    private MessageRendering Rendering(string language)
    {
        var words = MailLanguage.For(language);
        var common = new Dictionary<string, string>(ClosureDescription.Of(mailing.Kind, closures, words))
        {
            [MessagePlaceholders.ProjectName] = project.Name,
            [MessagePlaceholders.ProjectCode] = project.Code,
            [MessagePlaceholders.EnvironmentName] = environment.Name,
        };
        if (environment.DutyDesk is { } desk) common[MessagePlaceholders.DutyDesk] = desk;
        return new MessageRendering(common, [.. closures.Select(closure => ClosureDescription.Of(closure, off, words, environment.DutyDesk, Link(closure), ends.TryGetValue(closure.Id, out var end) ? end : null))]);
    }

    private string? Link(Closure closure) =>
        settings.PublicUrl is { } url ? $"{url.TrimEnd('/')}/projecten/{closure.ProjectId}/afsluitingen/{closure.Id}" : null;
}

internal sealed record ExpectedEnd(ClosureId Closure, DateTimeOffset At);

// Of the nights that go on now, and for which somebody has said that they take longer.
internal sealed class ExpectedEnds(IReadOnlyList<ClosureId> closures) : ReadSpecification<ExpectedEnd>
{
    public override IQueryable<ExpectedEnd> Query(IRows rows) =>
        rows.Of<Occurrence>()
            .Where(occurrence => closures.Contains(occurrence.ClosureId) && occurrence.Status == OccurrenceStatus.Started && occurrence.ExpectedEndAt != null)
            .Select(occurrence => new ExpectedEnd(occurrence.ClosureId, occurrence.ExpectedEndAt!.Value));
}

internal sealed class SkippedNights(IReadOnlyList<ClosureId> closures) : ReadSpecification<SkippedNight>
{
    public override IQueryable<SkippedNight> Query(IRows rows) =>
        rows.Of<Occurrence>()
            .Where(occurrence => closures.Contains(occurrence.ClosureId) && occurrence.Status == OccurrenceStatus.NotCarriedOut)
            .Select(occurrence => new SkippedNight(occurrence.PhaseId, occurrence.Day));
}

internal sealed record ClosureNights(ClosureId Closure, IReadOnlyList<MailedNight> Nights);

// Of mailings that began to be sent; the others reached nobody.
internal sealed class AnnouncedNights(IReadOnlyList<ClosureId> closures, MailingId except) : ReadSpecification<ClosureNights>
{
    public override IQueryable<ClosureNights> Query(IRows rows) =>
        from about in rows.Of<MailingClosure>()
        join mailing in rows.Of<Mailing>() on about.MailingId equals mailing.Id
        where closures.Contains(about.ClosureId) && mailing.Id != except && mailing.StartedAt != null
        select new ClosureNights(about.ClosureId, about.Nights);
}

internal sealed record ProjectName(string Code, string Name);

internal sealed class ProjectNames(ProjectId id) : ReadSpecification<ProjectName>
{
    public override IQueryable<ProjectName> Query(IRows rows) =>
        rows.Of<Project>().Where(project => project.Id == id).Select(project => new ProjectName(project.Code, project.Name));
}
