using MediatR;
using Vemap.Application.Features.Files;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Web.Hosting;

/// <summary>Every few minutes, in every environment that has abandoned uploads: the command that gives them up.</summary>
internal sealed class FileExpiry(AbandonedUploads uploads, IServiceScopeFactory scopes, TimeProvider clock, ILogger<FileExpiry> log)
    : EnvironmentLoop(TimeSpan.FromMinutes(5), scopes, clock, log)
{
    protected override Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken) => uploads.FindAsync(cancellationToken);

    protected override Task SendAsync(IMediator mediator, CancellationToken cancellationToken) => mediator.Send(new ExpireFiles(), cancellationToken);
}
