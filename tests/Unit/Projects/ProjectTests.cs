using Vemap.Domain.Projects;

namespace Vemap.Unit.Projects;

public sealed class ProjectTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly UserId Somebody = new(new Guid("01900000-0000-7000-8000-000000000001"));
    private static readonly ContractorId Builder = new(new Guid("01900000-0000-7000-8000-000000000002"));
    private static readonly ContractorId Painter = new(new Guid("01900000-0000-7000-8000-000000000003"));

    private readonly Project project = new(new ProjectId(new Guid("01900000-0000-7000-8000-000000000004")), "A9-BRUG", "Brug over de A9", null, Now);

    [Fact]
    public void A_new_project_is_active_and_in_its_first_version()
    {
        Assert.Equal((ProjectStatus.Active, 1, Now), (project.Status, project.Version, project.CreatedAt));
    }

    [Fact]
    public void The_version_rises_once_however_many_changes_are_saved_together()
    {
        project.AddMember(Somebody, Now);
        project.RemoveMember(Somebody, Now);

        Assert.Equal(1, project.Version);
    }

    [Fact]
    public void Its_contractors_become_those_that_are_named()
    {
        project.Change("A9-BRUG", "Brug", null, [Builder, Builder], Now);
        project.Change("A9-BRUG", "Brug", null, [Painter], Now);

        Assert.Equal([Painter], project.Contractors.Select(contractor => contractor.ContractorId));
    }

    [Fact]
    public void Nobody_becomes_a_member_twice()
    {
        project.AddMember(Somebody, Now);

        Refused("projects.already-member", () => project.AddMember(Somebody, Now));
    }

    [Fact]
    public void Who_is_no_member_cannot_be_taken_off() => Refused("common.not-found", () => project.RemoveMember(Somebody, Now));

    [Fact]
    public void Whoever_leaves_the_environment_leaves_an_archived_project_too()
    {
        project.AddMember(Somebody, Now);
        project.Archive(occurrenceIsStarted: false, Now);

        project.Forget(Somebody, Now.AddDays(1));
        project.Forget(Somebody, Now.AddDays(2));

        Assert.Empty(project.Members);
        Assert.Equal(Now.AddDays(1), project.UpdatedAt);
    }

    [Fact]
    public void It_is_not_archived_while_a_closure_is_going_on()
    {
        Refused("projects.occurrence-started", () => project.Archive(occurrenceIsStarted: true, Now));

        Assert.Equal(ProjectStatus.Active, project.Status);
    }

    [Fact]
    public void Nothing_of_an_archived_project_changes_until_it_is_reactivated()
    {
        project.Archive(occurrenceIsStarted: false, Now);

        Refused("projects.archived", () => project.Change("B", "B", null, [], Now));
        Refused("projects.archived", () => project.AddMember(Somebody, Now));
        Refused("projects.archived", () => project.Archive(occurrenceIsStarted: false, Now));
        Refused("projects.archived", project.RequireActive);

        project.Reactivate(Now);
        project.AddMember(Somebody, Now);
        Refused("projects.already-active", () => project.Reactivate(Now));
    }

    private static void Refused(string code, Action change) => Assert.Equal(code, Assert.Throws<ProblemException>(change).Code);
}
