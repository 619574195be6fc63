using Vemap.Domain.ClientEnvironments;
using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>Deletes the bytes of a logo and keeps its row. The logo that the environment shows cannot be deleted.</summary>
[Access(Role.Organisation)]
public sealed record DeleteLogo(FileId LogoId, int Version) : ICommand, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => LogoId;
}

internal sealed class DeleteLogoHandler(IRepository<StoredFile> files, IReadStore store, ILocks locks, TimeProvider clock) : IRequestHandler<DeleteLogo, Unit>
{
    public async Task<Unit> Handle(DeleteLogo request, CancellationToken cancellationToken)
    {
        // Against settings that are being made to show it at this moment.
        await locks.TakeAsync(LockName.Logos, cancellationToken);
        var logo = await files.GetAsync(FileSpec.Logo(request.LogoId), request.Version, cancellationToken);
        var shown = await store.CountAsync(new EnvironmentsShowing(request.LogoId), cancellationToken) > 0;
        logo.Delete(shown ? FileUse.Shown : FileUse.None, clock.GetUtcNow());
        return Unit.Value;
    }
}

internal sealed class EnvironmentsShowing(FileId logo) : ReadSpecification<ClientEnvironmentId>
{
    public override IQueryable<ClientEnvironmentId> Query(IRows rows) =>
        rows.Of<ClientEnvironment>().Where(environment => environment.LogoFileId == logo).Select(environment => environment.Id);
}
