using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>Expires the uploads of an environment that were not completed within a day, and removes bytes again that an upload link may have brought back; a
/// hundred files at a time.</summary>
[Access(Audience.System)]
public sealed record ExpireFiles : ICommand;

internal sealed class ExpireFilesHandler(IRepository<StoredFile> files, TimeProvider clock) : IRequestHandler<ExpireFiles, Unit>
{
    private const int AtOnce = 100;

    public async Task<Unit> Handle(ExpireFiles request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var file in await files.ListAsync(FileSpec.Abandoned(now, AtOnce), cancellationToken)) file.Expire(now);
        foreach (var file in await files.ListAsync(FileSpec.ErasedEarly(now, AtOnce), cancellationToken)) file.EraseAgain(now);
        return Unit.Value;
    }
}
