using System.Text.Json;
using Vemap.Application.Common.Mail;
using Vemap.Application.Features.Closures;
using Vemap.Application.Features.Mailings;
using Vemap.Application.Features.Projects;
using Vemap.Domain.Closures;
using Vemap.Domain.Common;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Demo;

/// <summary>The works of the demo: projects, closures in every state of planning, one under way, and a mailing about the largest.</summary>
internal sealed class Works(Office office, Person organisation, Person manager, ClientEnvironmentId environment)
{
    private const string Nights = "A9 Rottepolderbrug: nachtafsluitingen voor het vervangen van het brugdek";

    private readonly DateTimeOffset now = office.Services.GetRequiredService<TimeProvider>().GetUtcNow();
    private readonly Plans plans = new(office, organisation, manager);

    // The next Monday that is at least two weeks away.
    private DateOnly Monday => NextMonday(DateOnly.FromDateTime(now.UtcDateTime).AddDays(14));

    public async Task MakeAsync(IReadOnlyDictionary<string, ContractorId> contractors, IReadOnlyDictionary<string, StakeholderGroupId> groups)
    {
        var bridge = await ProjectAsync("A9-BRUG", "A9 Rottepolderbrug: vervanging brugdek", contractors[Register.Builder]);
        var provincial = await ProjectAsync("N201", "N201 Cruquius – Hoofddorp: groot onderhoud", contractors[Register.Builder]);
        var haarlem = await ProjectAsync("HLM-WEGEN", "Haarlem: gemeentelijke wegen", contractors[Register.Paver]);
        await BridgeAsync(bridge, contractors[Register.Builder], groups);
        await ProvincialAsync(provincial, contractors[Register.Builder]);
        await HaarlemAsync(haarlem, contractors[Register.Paver]);
    }

    private async Task BridgeAsync(ProjectId project, ContractorId contractor, IReadOnlyDictionary<string, StakeholderGroupId> groups)
    {
        // Monday to Friday, eight weeks: forty nights.
        var nights = Content(Nights, "Haarlemmerliede", "A9", [[4.6861, 52.3745], [4.6932, 52.3790], [4.7008, 52.3841]], contractor, Weeknights("Nachten", Monday, weeks: 8)) with
        {
            HectometerFrom = 41.2m,
            HectometerTo = 43.8m,
            Side = RoadSide.Right,
            Hindrance = new Hindrance(HindranceScheme.NdwCategory, "C"),
            Detours = [new DetourBody("Via N205 en A5", Line([[4.6861, 52.3745], [4.6712, 52.3480], [4.7120, 52.3402], [4.7008, 52.3841]]), [TrafficMode.Cars, TrafficMode.Lorries], Description: "Bebording met S-route 12.")],
            InternalNote = "Nog afstemmen met de verkeerscentrale over de matrixborden.",
            NoPlanReason = null,
        };
        if (await PlanAsync(project, nights) is { } closure)
        {
            await plans.ApproveAsync(project, closure.Id, "VKM-plan A9 Rottepolderbrug", ["A9 rechts, hm 41,2 tot 43,8", "Nachten van maandag tot en met vrijdag, 21.00 - 05.00 uur", "Omleiding via N205 en A5, S-route 12", "Hulpdiensten: doorgang op verzoek, uitvoerder van dienst"]);
            await SubmitAsync(project, closure);
            await ConfirmAsync(project, closure.Id);
            await TellAsync(project, closure.Id, groups);
        }

        await PlanAsync(project, Content("A9 afrit 6: asfaltreparatie", "Haarlem", "A9", [[4.6740, 52.3650], [4.6790, 52.3690]], contractor, Weeknights("Nachten", Monday.AddDays(70), weeks: 1)));
    }

    private async Task ProvincialAsync(ProjectId project, ContractorId contractor)
    {
        var submitted = Content("N201 Cruquiusbrug: weekendafsluiting", "Cruquius", "N201", [[4.6360, 52.3372], [4.6441, 52.3389]], contractor, Weekend(Monday.AddDays(11))) with
        {
            Detours = [new DetourBody("Via Heemstede", Line([[4.6360, 52.3372], [4.6212, 52.3491], [4.6390, 52.3560], [4.6441, 52.3389]]), [TrafficMode.Cars, TrafficMode.Buses])],
            NoPlanReason = null,
        };
        if (await PlanAsync(project, submitted) is { } waiting)
        {
            await plans.SubmitAsync(project, waiting.Id, "VKM-plan N201 Cruquiusbrug", ["N201, Cruquiusbrug", "Van vrijdag 21.00 tot maandag 05.00 uur"]);
            await SubmitAsync(project, waiting);
        }

        if (await PlanAsync(project, Content("N201 Spaarne-oost: nieuwe verkeerslichten", "Hoofddorp", "N201", [[4.6540, 52.3300], [4.6660, 52.3260]], contractor, Weeknights("Nachten", Monday.AddDays(21), weeks: 2))) is { } returned)
        {
            var version = await SubmitAsync(project, returned);
            await organisation.SendAsync(new RequestClosureChanges(project, returned.Id, version, new RequestClosureChangesBody("De bussen van lijn 340 moeten erdoor; geef aan hoe.")));
        }
    }

    private async Task HaarlemAsync(ProjectId project, ContractorId contractor)
    {
        var second = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var underWay = new PhaseBody(second.AddHours(-1), second.AddDays(9), Name: "Riool en bestrating");
        if (await PlanAsync(project, Content("Gedempte Oude Gracht: riolering", "Haarlem", null, [[4.6352, 52.3800], [4.6371, 52.3770]], contractor, underWay)) is { } running)
        {
            await SubmitAsync(project, running);
            await ConfirmAsync(project, running.Id);
            var night = (await manager.SendAsync(new ListOccurrences(project, running.Id, null, null, null, null, null, null))).Items[0];
            var shown = await manager.SendAsync(new GetClosure(project, running.Id));
            await manager.SendAsync(new StartOccurrence(project, running.Id, night.Id, shown.Version, new StartOccurrenceBody(now.AddMinutes(-50))));
        }

        if (await PlanAsync(project, Content("Zijlweg: evenement met de Houtvaart", "Haarlem", null, [[4.6170, 52.3835], [4.6230, 52.3838]], contractor, Sunday(Monday.AddDays(13)))) is { } refused)
        {
            var version = await SubmitAsync(project, refused);
            await organisation.SendAsync(new RefuseClosure(project, refused.Id, version, new RefuseClosureBody(RefusalReason.EmergencyServicesCutOff, "De kazerne aan de Zijlweg kan dan niet uitrukken.")));
        }

        if (await PlanAsync(project, Content("Lange Herenvest: kabelwerk", "Haarlem", null, [[4.6440, 52.3790], [4.6455, 52.3760]], contractor, Weeknights("Nachten", Monday.AddDays(7), weeks: 1))) is { } cancelled)
            await manager.SendAsync(new CancelClosure(project, cancelled.Id, cancelled.Version, new CancelClosureBody("De netbeheerder heeft het werk uitgesteld.")));
        // No end yet: until further notice.
        await PlanAsync(project, Content("Spaarndamseweg: verzakking van de kade", "Haarlem", null, [[4.6420, 52.3900], [4.6440, 52.3930]], contractor, new PhaseBody(Noon(Monday), Name: "Tot nader order")));
        await PlanAsync(project, Content("Schalkwijkerstraat: deklaag", "Haarlem", null, [[4.6530, 52.3700], [4.6560, 52.3640]], contractor, Weekend(Monday.AddDays(25))));
    }

    // It waits the thirty seconds in which it could be undone, so the mails leave when the programs have started.
    private async Task TellAsync(ProjectId project, ClosureId closure, IReadOnlyDictionary<string, StakeholderGroupId> groups)
    {
        var template = DefaultTemplates.All.Single(template => template.Kind == MailingKind.Announcement);
        var drafted = await manager.SendAsync(new DraftMailing(new DraftMailingBody(project, MailingKind.Announcement, [closure], [], [.. groups.Values], template.Id)));
        await manager.SendAsync(new SendMailing(drafted.Id, drafted.Version, new SendMailingBody()));
    }

    private async Task<ProjectId> ProjectAsync(string code, string name, ContractorId contractor)
    {
        if (await office.LookAsync(environment, new ProjectWithCode(code)) is [var known]) return known.Id;
        var made = await organisation.SendAsync(new CreateProject(new CreateProjectBody(code, name)));
        var changed = await organisation.SendAsync(new ChangeProject(made.Id, made.Version, new ChangeProjectBody(code, name, null, [contractor])));
        await organisation.SendAsync(new AddProjectMember(made.Id, changed.Version, new AddProjectMemberBody(manager.Id)));
        return made.Id;
    }

    private async Task<PlanClosureResult?> PlanAsync(ProjectId project, ClosureBody body) =>
        (await office.LookAsync(environment, new ClosureWithTitle(body.Title))).Count > 0 ? null : await manager.SendAsync(new PlanClosure(project, body));

    private async Task<int> SubmitAsync(ProjectId project, PlanClosureResult closure) => (await manager.SendAsync(new SubmitClosure(project, closure.Id, closure.Version))).Version;

    private async Task ConfirmAsync(ProjectId project, ClosureId closure)
    {
        var shown = await organisation.SendAsync(new GetClosure(project, closure));
        await organisation.SendAsync(new ConfirmClosure(project, closure, shown.Version));
    }

    private static ClosureBody Content(string title, string place, string? road, double[][] line, ContractorId contractor, PhaseBody phase) => new(
        title,
        place,
        Line(line),
        [phase],
        [new TrafficMeasure(MeasureKind.FullClosure, [TrafficMode.Cars, TrafficMode.Lorries, TrafficMode.Buses], Passage.OnRequest, Passage.None, Description: "Volledig dicht in de werkrichting.")],
        RoadNumber: road,
        ContractorId: contractor,
        Hindrance: new Hindrance(HindranceScheme.Class, "2"),
        Contacts: [new ClosureContact(ContactKind.OnSite, "Uitvoerder van dienst", "+31 6 5550 1200"), new ClosureContact(ContactKind.DutyDesk, "Wegverkeersleider", "+31 23 555 0199")],
        PublicText: "Volg de gele borden. Houd rekening met extra reistijd.",
        NoPlanReason: "Werk van klasse 2 met een vastgestelde standaardmaatregel.");

    private static PhaseBody Weeknights(string name, DateOnly first, int weeks) => new(
        Noon(first),
        Noon(first.AddDays((7 * weeks) - 3)),
        Name: name,
        Window: new WindowBody(new TimeOnly(21, 0), new TimeOnly(5, 0), [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday]));

    private static PhaseBody Weekend(DateOnly friday) => new(
        Noon(friday),
        Noon(friday),
        Name: "Weekend",
        Window: new WindowBody(new TimeOnly(21, 0), new TimeOnly(5, 0), [DayOfWeek.Friday], EndsAfterDays: 3));

    private static PhaseBody Sunday(DateOnly day) => new(Noon(day).AddHours(-4), Noon(day).AddHours(5), Name: "Zondag");

    private static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    private static DateOnly NextMonday(DateOnly from) => from.AddDays(((int)DayOfWeek.Monday - (int)from.DayOfWeek + 7) % 7);

    private static JsonElement Line(double[][] points) => JsonSerializer.SerializeToElement(new { type = "LineString", coordinates = points });
}

internal sealed class ClosureWithTitle(string title) : ReadSpecification<ClosureId>
{
    public override IQueryable<ClosureId> Query(IRows rows) => rows.Of<Closure>().Where(closure => closure.Title == title).Select(closure => closure.Id);
}
