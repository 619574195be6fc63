using Vemap.Domain.Files;
using Vemap.Domain.Projects;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.Files;

/// <summary>Deletes the bytes of a file and keeps its row. The file of a reviewed plan is evidence and cannot be deleted.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record DeleteFile(ProjectId ProjectId, ClosureId ClosureId, FileId FileId, int Version) : ICommand, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => FileId;
}

internal sealed class DeleteFileHandler(IRepository<StoredFile> files, IRepository<Project> projects, IReadStore store, ILocks locks, TimeProvider clock)
    : IRequestHandler<DeleteFile, Unit>
{
    public async Task<Unit> Handle(DeleteFile request, CancellationToken cancellationToken)
    {
        // Against a plan version that is being made of the same file at this moment.
        await locks.TakeAsync(LockName.VkmPlanFiles, cancellationToken);
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var file = await files.GetAsync(FileSpec.At(request.ProjectId, request.ClosureId, request.FileId), request.Version, cancellationToken);
        var uses = await store.ListAsync(new UsesOfFile(request.FileId), cancellationToken);
        file.Delete(uses.DefaultIfEmpty(FileUse.None).Max(), clock.GetUtcNow());
        return Unit.Value;
    }
}

internal sealed class UsesOfFile(FileId file) : ReadSpecification<FileUse>
{
    public override IQueryable<FileUse> Query(IRows rows) =>
        from version in rows.Of<VkmPlanVersion>()
        where version.FileId == file
        let reviewed = rows.Of<VkmPlanReview>().Any(review => review.VkmPlanId == version.VkmPlanId && review.VersionNumber == version.Number)
        select reviewed ? FileUse.Reviewed : version.Status == VkmPlanVersionStatus.Pending ? FileUse.InPlan : FileUse.None;
}
