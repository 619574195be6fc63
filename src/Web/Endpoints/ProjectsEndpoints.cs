using Vemap.Application.Features.Projects;
using Vemap.Domain.Projects;

namespace Vemap.Web.Endpoints;

internal sealed class ProjectsEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var projects = routes.MapGroup($"{EndpointGroups.Environment}/projects");

        projects.MapGet("", async (ClientEnvironmentId environmentId, Choice<ProjectStatus>? status, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListProjects(status?.Value, cursor, limit, count), cancellationToken)))
            .Sends<ListProjects>();

        projects.MapPost("", async (ClientEnvironmentId environmentId, Body<CreateProjectBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new CreateProject(body.Value), cancellationToken);
            return Answer.Created(made.Id.ToString(), made, made.Version);
        }).Sends<CreateProject>();

        projects.MapGet("{projectId}", async (ClientEnvironmentId environmentId, ProjectId projectId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var project = await mediator.Send(new GetProject(projectId), cancellationToken);
            return Answer.Ok(project, project.Version);
        }).Sends<GetProject>();

        projects.MapPut("{projectId}", async (ClientEnvironmentId environmentId, ProjectId projectId, IfMatch ifMatch, Body<ChangeProjectBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangeProject(projectId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangeProject>();

        projects.MapPost("{projectId}/archivals", async (ClientEnvironmentId environmentId, ProjectId projectId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var archived = await mediator.Send(new ArchiveProject(projectId, ifMatch.Version), cancellationToken);
            return Answer.Ok(archived, archived.Version);
        }).Sends<ArchiveProject>();

        projects.MapPost("{projectId}/reactivations", async (ClientEnvironmentId environmentId, ProjectId projectId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var reactivated = await mediator.Send(new ReactivateProject(projectId, ifMatch.Version), cancellationToken);
            return Answer.Ok(reactivated, reactivated.Version);
        }).Sends<ReactivateProject>();

        projects.MapPost("{projectId}/members", async (ClientEnvironmentId environmentId, ProjectId projectId, IfMatch ifMatch, Body<AddProjectMemberBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new AddProjectMember(projectId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<AddProjectMember>();

        projects.MapDelete("{projectId}/members/{userId}", async (ClientEnvironmentId environmentId, ProjectId projectId, UserId userId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new RemoveProjectMember(projectId, ifMatch.Version, userId), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<RemoveProjectMember>();
    }
}
