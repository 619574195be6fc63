using Vemap.Application.Common.Ports;
using Vemap.Application.Features.Files;
using Vemap.Domain.Files;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Web.Hosting;

/// <summary>
/// At the start and every few minutes: expires abandoned uploads in every environment that has some, and removes what interrupted uploads left in the
/// store.
/// </summary>
internal sealed class FileExpiry(AbandonedUploads uploads, IFileStore store, IServiceScopeFactory scopes, TimeProvider clock, ILogger<FileExpiry> log)
    : EnvironmentLoop(TimeSpan.FromMinutes(5), scopes, clock, log)
{
    // By then no valid link can have written it, even if the last byte came late.
    private static readonly TimeSpan BrokenOffAfter = StoredFile.LinkTime + TimeSpan.FromHours(1);

    private readonly TimeProvider clock = clock;

    public override async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        var done = await base.StepAsync(cancellationToken);
        await store.ClearUnfinishedAsync(clock.GetUtcNow() - BrokenOffAfter, cancellationToken);
        return done;
    }

    protected override Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken) => uploads.FindAsync(cancellationToken);

    protected override Task SendAsync(IMediator mediator, CancellationToken cancellationToken) => mediator.Send(new ExpireFiles(), cancellationToken);
}
