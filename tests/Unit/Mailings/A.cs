using Vemap.Domain.Closures;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Unit.Mailings;

/// <summary>Builders with named optional arguments.</summary>
internal static class A
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly IReadOnlyDictionary<ClosureId, MailedVersion> Seen = new Dictionary<ClosureId, MailedVersion>();
    private static int made;

    public static Id<T> New<T>() => new(new Guid(Interlocked.Increment(ref made), 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]));

    public static MailingDraft Content(MailingKind kind = MailingKind.Announcement, IReadOnlyList<MessageText>? texts = null, IReadOnlyList<ClosureId>? closures = null, DateTimeOffset? expiresAt = null) =>
        new(kind, texts ?? [new MessageText("nl", "Onderwerp", "<p>Tekst</p>")], null, null, closures ?? [], MailingAudience.Nobody, expiresAt);

    public static Mailing Draft(MailingDraft? content = null) => new(New<Mailing>(), New<Project>(), content ?? Content(), MailProof.Events, New<User>(), null, Now);

    public static MailingSending Sending(int recipients = 3, DateTimeOffset? at = null, bool needsRelease = false, Mailing? of = null) => new(
        recipients, (of?.Closures ?? []).ToDictionary(closure => closure.ClosureId, _ => new MailedVersion(1, 0)), at, needsRelease, MailProof.Events, New<User>(), "Onderwerp");

    /// <summary>A mailing that has come to this state by the ways that the domain allows.</summary>
    public static Mailing In(MailingStatus status)
    {
        var mailing = Draft();
        if (status == MailingStatus.Draft) return mailing;
        mailing.Send(Sending(needsRelease: status == MailingStatus.AwaitingRelease), Now);
        if (status is MailingStatus.AwaitingRelease or MailingStatus.Scheduled) return mailing;
        if (status != MailingStatus.Cancelled) mailing.Start(Now);
        switch (status)
        {
            case MailingStatus.Paused: mailing.Pause(PauseCause.Person, null, Now); break;
            case MailingStatus.Completed: mailing.Complete("hash", Now); break;
            case MailingStatus.Cancelled: mailing.Cancel(Now); break;
            default: break;
        }

        return mailing;
    }

    public static RecipientPerson Person(string name = "Jan", string address = "jan@example.nl", bool mandatory = false) => new(New<Domain.Stakeholders.Stakeholder>(), name, "Gemeente", address, true, mandatory);

    /// <summary>Nights from 21:00 to 05:00, Monday 9 to Friday 13 March 2026, on the A9.</summary>
    public static Closure Closure(string number = "2026-0042", string? road = "A9", IReadOnlyList<PhaseContent>? phases = null, IReadOnlyList<ClosureContact>? contacts = null, string? text = "Omleiding volgt de borden.", Passage passage = Passage.OnRequest) => new(
        New<Closure>(),
        New<Project>(),
        number,
        new ClosureContent(
            "Onderhoud aan de brug", road, 31.2m, 33.8m, RoadSide.Right, "Badhoevedorp", Unit.Closures.A.Geometry("""{"type":"LineString","coordinates":[[4.78,52.33],[4.80,52.35]]}"""), null,
            [new TrafficMeasure(MeasureKind.FullClosure, [TrafficMode.Cars, TrafficMode.Lorries], passage, Passage.None)],
            new Hindrance(HindranceScheme.NdwCategory, "C"),
            contacts ?? [new ClosureContact(ContactKind.OnSite, "J. de Vries", "020 555 0100")],
            text, "Nooit tonen", null, phases ?? [Unit.Closures.A.Nights(first: "2026-03-09", last: "2026-03-13", weekdays: [])],
            []),
        New<User>(),
        Now);
}
