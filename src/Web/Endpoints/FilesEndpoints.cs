using Vemap.Application.Features.Files;
using Vemap.Domain.Files;

namespace Vemap.Web.Endpoints;

internal sealed class FilesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup($"{EndpointGroups.Environment}/projects/{{projectId}}/closures/{{closureId}}/files");

        files.MapGet("", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, [AsParameters] FileFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListFiles(projectId, closureId, filter.Kind?.Value, filter.Status?.Value, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListFiles>();

        files.MapPost("", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, Body<CreateFileBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new CreateFile(projectId, closureId, body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<CreateFile>();

        files.MapGet("{fileId}", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetFile(projectId, closureId, fileId), cancellationToken)))
            .Sends<GetFile>();

        files.MapDelete("{fileId}", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IfMatch ifMatch,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.NoContent(await mediator.Send(new DeleteFile(projectId, closureId, fileId, ifMatch.Version), cancellationToken)))
            .Sends<DeleteFile>();

        files.MapPost("{fileId}/uploads", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId,
            IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new RenewUpload(projectId, closureId, fileId), cancellationToken)))
            .Sends<RenewUpload>();

        files.MapPost("{fileId}/completions", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IfMatch ifMatch,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new CompleteFile(projectId, closureId, fileId, ifMatch.Version), cancellationToken)))
            .Sends<CompleteFile>();

        files.MapGet("{fileId}/download", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId,
            IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new DownloadFile(projectId, closureId, fileId), cancellationToken)))
            .Sends<DownloadFile>();

        files.MapPost("{fileId}/blocks", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IfMatch ifMatch, Body<BlockFileBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new BlockFile(projectId, closureId, fileId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<BlockFile>();

        files.MapPost("{fileId}/releases", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IfMatch ifMatch,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new UnblockFile(projectId, closureId, fileId, ifMatch.Version), cancellationToken)))
            .Sends<UnblockFile>();

        MapLogos(routes.MapGroup($"{EndpointGroups.Environment}/logos"));
    }

    private static void MapLogos(RouteGroupBuilder logos)
    {
        logos.MapPost("", async (ClientEnvironmentId environmentId, Body<CreateLogoBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new CreateLogo(body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<CreateLogo>();

        logos.MapGet("{logoId}", async (ClientEnvironmentId environmentId, FileId logoId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetLogo(logoId), cancellationToken)))
            .Sends<GetLogo>();

        logos.MapDelete("{logoId}", async (
            ClientEnvironmentId environmentId, FileId logoId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.NoContent(await mediator.Send(new DeleteLogo(logoId, ifMatch.Version), cancellationToken)))
            .Sends<DeleteLogo>();

        logos.MapPost("{logoId}/completions", async (
            ClientEnvironmentId environmentId, FileId logoId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new CompleteLogo(logoId, ifMatch.Version), cancellationToken)))
            .Sends<CompleteLogo>();

        logos.MapGet("{logoId}/download", async (ClientEnvironmentId environmentId, FileId logoId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new DownloadLogo(logoId), cancellationToken)))
            .Sends<DownloadLogo>();
    }
}

internal sealed record FileFilter(Choice<FileKind>? Kind, Choice<FileStatus>? Status);
