using Vemap.Application.Features.ClientEnvironments;
using Vemap.Application.Features.Projects;
using Vemap.Application.Features.Users;
using Vemap.Domain.ClientEnvironments;
using Vemap.Domain.Common;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Demo;

/// <summary>The order in which the demo comes about. Each step looks first whether its thing is there, so that a run that was cut off can be run again.</summary>
internal static class Seed
{
    private const string LastProject = "N247";

    public static async Task<bool> IsCompleteAsync(Office office)
    {
        var environments = await office.LookAsync(default, new EnvironmentWithSlug("second"));
        return environments is [var second] && (await office.LookAsync(second.Id, new ProjectWithCode(LastProject))).Count > 0;
    }

    public static async Task RunAsync(Office office)
    {
        var admin = await office.AdminAsync("admin@demo.vemap.test");
        await DemoAsync(office, admin);
        await SecondAsync(office, admin);
    }

    private static async Task DemoAsync(Office office, Person admin)
    {
        var environment = await OpenAsync(office, admin, "demo", "Provincie Polderland (demo)", "afsluitingen@demo.vemap.test", "organisation@demo.vemap.test", "Olga de Wegbeheerder");
        var organisation = await office.EnterAsync("organisation@demo.vemap.test", environment);
        var register = new Register(office, organisation, environment);
        var contractors = await register.ContractorsAsync();
        var manager = await JoinAsync(office, organisation, environment, new InviteUserBody(
            "manager@demo.vemap.test", "Maarten Planner", Role.Manager, Company: Register.Builder, Phone: "+31 6 5550 1201", ContractorId: contractors[Register.Builder]));
        var stakeholder = await JoinAsync(office, organisation, environment, new InviteUserBody(
            "stakeholder@demo.vemap.test", "Sanne Meldkamer", Role.Stakeholder, Company: "Brandweer Polderland"));
        await register.StakeholdersAsync(stakeholder.Id);
        var groups = await register.GroupsAsync();
        await new Works(office, organisation, manager, environment).MakeAsync(contractors, groups);
    }

    private static async Task SecondAsync(Office office, Person admin)
    {
        var environment = await OpenAsync(office, admin, "second", "Gemeente Waterland (demo)", "afsluitingen@second.vemap.test", "organisation@second.vemap.test", "Willem Waterland");
        var organisation = await office.EnterAsync("organisation@second.vemap.test", environment);
        var manager = await JoinAsync(office, organisation, environment, new InviteUserBody("manager@second.vemap.test", "Fatima Planner", Role.Manager));
        if ((await office.LookAsync(environment, new ProjectWithCode(LastProject))).Count > 0) return;
        var project = await organisation.SendAsync(new CreateProject(new CreateProjectBody(LastProject, "N247 Broek in Waterland: busbaan", "Aanleg van een busbaan langs de N247.")));
        await organisation.SendAsync(new AddProjectMember(project.Id, project.Version, new AddProjectMemberBody(manager.Id)));
    }

    /// <summary>Live, for the demo's mail server sends nothing on.</summary>
    private static async Task<ClientEnvironmentId> OpenAsync(Office office, Person admin, string slug, string name, string sender, string firstUser, string fullName)
    {
        if (await office.LookAsync(default, new EnvironmentWithSlug(slug)) is [var known]) return known.Id;
        var made = await admin.SendAsync(new CreateClientEnvironment(new CreateClientEnvironmentBody(slug, name, name, sender, new FirstUserBody(firstUser, fullName))));
        await admin.In(made.Id).SendAsync(new ChangeClientEnvironment(made.Version, new ChangeClientEnvironmentBody(name, EnvironmentMode.Live, name, sender, ReplyTo: null)));
        return made.Id;
    }

    private static async Task<Person> JoinAsync(Office office, Person organisation, ClientEnvironmentId environment, InviteUserBody invitation)
    {
        if ((await office.LookAsync(default, new UserWithEmail(invitation.Email))).Count == 0) await organisation.SendAsync(new InviteUser(invitation));
        return await office.EnterAsync(invitation.Email, environment);
    }
}

internal sealed record KnownEnvironment(ClientEnvironmentId Id);

internal sealed class EnvironmentWithSlug(string slug) : ReadSpecification<KnownEnvironment>
{
    public override IQueryable<KnownEnvironment> Query(IRows rows) =>
        rows.Of<ClientEnvironment>().Where(environment => environment.Slug == slug).Select(environment => new KnownEnvironment(environment.Id));
}

internal sealed record KnownProject(ProjectId Id);

internal sealed class ProjectWithCode(string code) : ReadSpecification<KnownProject>
{
    public override IQueryable<KnownProject> Query(IRows rows) => rows.Of<Project>().Where(project => project.Code == code).Select(project => new KnownProject(project.Id));
}
