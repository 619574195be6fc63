using Vemap.Application.Features.Closures;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Web.Hosting;

/// <summary>At the start and every hour: plans further nights in every environment where those of an open-ended phase run out.</summary>
internal sealed class NightPlanningLoop(OpenEndedClosures closures, IServiceScopeFactory scopes, TimeProvider clock, ILogger<NightPlanningLoop> log)
    : EnvironmentLoop(TimeSpan.FromHours(1), scopes, clock, log)
{
    protected override Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken) => closures.FindAsync(cancellationToken);

    protected override Task SendAsync(IMediator mediator, CancellationToken cancellationToken) => mediator.Send(new PlanNightsAhead(), cancellationToken);
}
