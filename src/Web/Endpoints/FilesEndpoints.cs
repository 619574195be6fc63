using Vemap.Application.Features.Files;
using Vemap.Domain.Files;

namespace Vemap.Web.Endpoints;

internal sealed class FilesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup($"{EndpointGroups.Environment}/projects/{{projectId}}/closures/{{closureId}}/files");

        files.MapGet("", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, Choice<FileKind>? kind, Choice<FileStatus>? status, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListFiles(projectId, closureId, kind?.Value, status?.Value, cursor, limit, count), cancellationToken)))
            .Sends<ListFiles>();

        files.MapPost("", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, Body<CreateFileBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new CreateFile(projectId, closureId, body.Value), cancellationToken);
            return Answer.Created(made.Id.ToString(), made, made.Version);
        }).Sends<CreateFile>();

        files.MapGet("{fileId}", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var found = await mediator.Send(new GetFile(projectId, closureId, fileId), cancellationToken);
            return Answer.Ok(found, found.Version);
        }).Sends<GetFile>();

        files.MapDelete("{fileId}", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            await mediator.Send(new DeleteFile(projectId, closureId, fileId, ifMatch.Version), cancellationToken);
            return TypedResults.NoContent();
        }).Sends<DeleteFile>();

        files.MapPost("{fileId}/uploads", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new RenewUpload(projectId, closureId, fileId), cancellationToken)))
            .Sends<RenewUpload>();

        files.MapPost("{fileId}/completions", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new CompleteFile(projectId, closureId, fileId, ifMatch.Version), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<CompleteFile>();

        files.MapGet("{fileId}/download", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new DownloadFile(projectId, closureId, fileId), cancellationToken)))
            .Sends<DownloadFile>();

        files.MapPost("{fileId}/blocks", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IfMatch ifMatch, Body<BlockFileBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new BlockFile(projectId, closureId, fileId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<BlockFile>();

        files.MapPost("{fileId}/releases", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, FileId fileId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new UnblockFile(projectId, closureId, fileId, ifMatch.Version), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<UnblockFile>();

        MapLogos(routes.MapGroup($"{EndpointGroups.Environment}/logos"));
    }

    private static void MapLogos(RouteGroupBuilder logos)
    {
        logos.MapPost("", async (ClientEnvironmentId environmentId, Body<CreateLogoBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new CreateLogo(body.Value), cancellationToken);
            return Answer.Created(made.Id.ToString(), made, made.Version);
        }).Sends<CreateLogo>();

        logos.MapGet("{logoId}", async (ClientEnvironmentId environmentId, FileId logoId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var found = await mediator.Send(new GetLogo(logoId), cancellationToken);
            return Answer.Ok(found, found.Version);
        }).Sends<GetLogo>();

        logos.MapDelete("{logoId}", async (ClientEnvironmentId environmentId, FileId logoId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            await mediator.Send(new DeleteLogo(logoId, ifMatch.Version), cancellationToken);
            return TypedResults.NoContent();
        }).Sends<DeleteLogo>();

        logos.MapPost("{logoId}/completions", async (ClientEnvironmentId environmentId, FileId logoId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new CompleteLogo(logoId, ifMatch.Version), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<CompleteLogo>();

        logos.MapGet("{logoId}/download", async (ClientEnvironmentId environmentId, FileId logoId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new DownloadLogo(logoId), cancellationToken)))
            .Sends<DownloadLogo>();
    }
}
