using Vemap.Application.Common.Ports;
using Vemap.Application.Features.Files;
using Vemap.Domain.Files;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Web.Hosting;

/// <summary>At the start and every few minutes: in every environment that has abandoned uploads the command that gives them up; and what is left in the store of uploads that broke off.</summary>
internal sealed class FileExpiry(AbandonedUploads uploads, IFileStore store, IServiceScopeFactory scopes, TimeProvider clock, ILogger<FileExpiry> log)
    : EnvironmentLoop(TimeSpan.FromMinutes(5), scopes, clock, log)
{
    // No link that is still good wrote it, even if the last byte came late.
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
