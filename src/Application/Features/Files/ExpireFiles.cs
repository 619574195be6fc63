using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>Gives up the uploads of an environment that nobody completed within a day, and has those erased again whose links have expired after they were erased; a hundred at a time.</summary>
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
