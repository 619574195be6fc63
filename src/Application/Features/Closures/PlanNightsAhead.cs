using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>Plans the nights of the coming year for open-ended phases whose planned nights run out; a hundred closures at a time.</summary>
[Access(Audience.System)]
public sealed record PlanNightsAhead : ICommand;

internal sealed class PlanNightsAheadHandler(IRepository<Closure> closures, TimeProvider clock) : IRequestHandler<PlanNightsAhead, Unit>
{
    private const int AtOnce = 100;

    public async Task<Unit> Handle(PlanNightsAhead request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = AmsterdamTime.DayOf(now).AddDays(Phase.FewestDaysPlannedAhead);
        foreach (var closure in await closures.ListAsync(ClosureSpec.WithNightsToPlan(before, AtOnce), cancellationToken)) closure.PlanNightsAhead(now);
        return Unit.Value;
    }
}
