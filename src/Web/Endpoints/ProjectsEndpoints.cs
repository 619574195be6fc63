using Vemap.Application.Features.Projects;
using Vemap.Domain.Projects;

namespace Vemap.Web.Endpoints;

internal sealed class ProjectsEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var projects = routes.MapGroup($"{EndpointGroups.Environment}/projects");

        projects.MapGet("", async (
            ClientEnvironmentId environmentId, Choice<ProjectStatus>? status, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListProjects(status?.Value, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListProjects>();

        projects.MapPost("", async (ClientEnvironmentId environmentId, Body<CreateProjectBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new CreateProject(body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<CreateProject>();

        projects.MapGet("{projectId}", async (
            ClientEnvironmentId environmentId, ProjectId projectId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetProject(projectId), cancellationToken)))
            .Sends<GetProject>();

        projects.MapPut("{projectId}", async (
            ClientEnvironmentId environmentId, ProjectId projectId, IfMatch ifMatch, Body<ChangeProjectBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangeProject(projectId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangeProject>();

        projects.MapPost("{projectId}/archivals", async (
            ClientEnvironmentId environmentId, ProjectId projectId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ArchiveProject(projectId, ifMatch.Version), cancellationToken)))
            .Sends<ArchiveProject>();

        projects.MapPost("{projectId}/reactivations", async (
            ClientEnvironmentId environmentId, ProjectId projectId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ReactivateProject(projectId, ifMatch.Version), cancellationToken)))
            .Sends<ReactivateProject>();

        projects.MapPost("{projectId}/members", async (
            ClientEnvironmentId environmentId, ProjectId projectId, IfMatch ifMatch, Body<AddProjectMemberBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new AddProjectMember(projectId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<AddProjectMember>();

        projects.MapDelete("{projectId}/members/{userId}", async (
            ClientEnvironmentId environmentId, ProjectId projectId, UserId userId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new RemoveProjectMember(projectId, ifMatch.Version, userId), cancellationToken)))
            .Sends<RemoveProjectMember>();
    }
}
