using System.Text.RegularExpressions;
using Vemap.Domain.Closures;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Files;
using Vemap.Domain.Mailings;
using Vemap.Domain.VkmPlans;

namespace Vemap.Unit.Common;

/// <summary>The state diagrams of docs/domain.md show exactly the transitions of the code.</summary>
public partial class DomainDocumentTests
{
    private static readonly string Document = Read();

    [Fact]
    public void The_diagram_of_closure_planning_shows_its_transitions() =>
        Agree("ClosurePlanning", Of<ClosureStatus, PlanningStep>(ClosurePlanningStateMachine.Next));

    [Fact]
    public void The_diagram_of_an_occurrence_shows_its_stored_transitions() =>
        Agree("Occurrence", Of<OccurrenceStatus, OccurrenceStep>((status, step) =>
            OccurrenceStateMachine.Stored(status) == status ? OccurrenceStateMachine.Next(status, step) : null));

    [Fact]
    public void The_diagram_of_a_plan_version_shows_its_transitions() =>
        Agree("VkmPlanVersion", Of<VkmPlanVersionStatus, VkmPlanVersionStep>(VkmPlanVersionStateMachine.Next));

    [Fact]
    public void The_diagram_of_a_file_shows_its_transitions() => Agree("File", Of<FileStatus, FileStep>(FileStateMachine.Next));

    [Fact]
    public void The_diagram_of_a_mailing_shows_its_transitions() => Agree("Mailing",
    [
        .. from mailing in Enum.GetValues<MailingStatus>().Select(status => (Func<Mailing>)(() => Mailings.A.In(status))).Append(PausedBeforeItBegan)
           from step in MailingSteps
           let taken = Try(mailing(), step.Take)
           where taken.From != taken.To
           select $"{taken.From} --> {taken.To} : {step.Name}",
    ]);

    [Fact]
    public void The_diagram_of_a_recipient_shows_its_transitions_where_steps_can_be_skipped()
    {
        HashSet<(string, string)> transitions =
        [
            .. from status in Enum.GetValues<RecipientStatus>()
               from next in new DateTimeOffset?[] { null, Mailings.A.Now }
               from kind in Enum.GetValues<DeliveryEventKind>()
               from proof in Enum.GetValues<MailProof>()
               from attempt in new[] { 1, 2 }
               from deadline in new[] { Mailings.A.Now, Mailings.A.Now.AddHours(4) }
               let terms = new DeliveryTerms(proof, deadline, 0.5)
               let after = DeliveryRules.Decide(new DeliveryState(status, 1, next), new DeliveryNews(kind, attempt), terms, Mailings.A.Now).Status
               where after != status
               select (status.ToString(), after.ToString()),
        ];
        var reachable = Lines("Recipient").Select(line => line.Split(" --> ")).Select(ends => (ends[0], ends[1])).ToHashSet();
        for (var size = 0; size != reachable.Count;)
        {
            size = reachable.Count;
            reachable.UnionWith([.. from first in reachable from second in reachable where first.Item2 == second.Item1 select (first.Item1, second.Item2)]);
        }

        Assert.Equal(transitions.Order(), reachable.Order());
    }

    private static readonly (string Name, Action<Mailing> Take)[] MailingSteps =
    [
        ("Send", mailing => mailing.Send(Mailings.A.Sending(), Mailings.A.Now)),
        ("Send", mailing => mailing.Send(Mailings.A.Sending(needsRelease: true), Mailings.A.Now)),
        ("Release", mailing => mailing.Release(Mailings.A.New<Domain.Users.User>(), Mailings.A.Now)),
        ("Start", mailing => mailing.Start(Mailings.A.Now)),
        ("Pause", mailing => mailing.Pause(PauseCause.Person, null, Mailings.A.Now)),
        ("Pause", mailing => mailing.Pause(PauseCause.ClosureChanged, null, Mailings.A.Now)),
        ("Resume", mailing => mailing.Resume(byOrganisation: true, Mailings.A.Seen, Mailings.A.Now)),
        ("Complete", mailing => mailing.Complete("hash", Mailings.A.Now)),
        ("Cancel", mailing => mailing.Cancel(Mailings.A.Now)),
    ];

    private static Mailing PausedBeforeItBegan()
    {
        var mailing = Mailings.A.In(MailingStatus.Scheduled);
        mailing.Pause(PauseCause.ClosureChanged, null, Mailings.A.Now);
        return mailing;
    }

    private static (MailingStatus From, MailingStatus To) Try(Mailing mailing, Action<Mailing> step)
    {
        var before = mailing.Status;
        try
        {
            step(mailing);
        }
        catch (ProblemException)
        {
            return (before, before);
        }

        return (before, mailing.Status);
    }

    private static HashSet<string> Of<TStatus, TStep>(Func<TStatus, TStep, TStatus?> next)
        where TStatus : struct, Enum
        where TStep : struct, Enum =>
    [
        .. from status in Enum.GetValues<TStatus>()
           from step in Enum.GetValues<TStep>()
           let to = next(status, step)
           where to is not null
           select $"{status} --> {to} : {step}",
    ];

    private static void Agree(string diagram, HashSet<string> transitions)
    {
        Assert.NotEmpty(transitions);
        Assert.Equal(string.Join('\n', transitions.Order(StringComparer.Ordinal)), string.Join('\n', Lines(diagram).Order(StringComparer.Ordinal)));
    }

    private static IEnumerable<string> Lines(string diagram) =>
        Diagram().Matches(Document).Single(match => match.Groups["name"].Value == diagram).Groups["lines"].Value
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("[*]", StringComparison.Ordinal));

    // Embedded when the tests are built, so that they read no file.
    private static string Read()
    {
        using var stream = typeof(DomainDocumentTests).Assembly.GetManifestResourceStream("domain.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"```mermaid\nstateDiagram-v2\n\s+%% (?<name>\w+)\n(?<lines>[^`]*)```", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Diagram();
}
