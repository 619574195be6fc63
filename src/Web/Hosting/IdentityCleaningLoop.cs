using Vemap.Infrastructure.Postgres.Identity;

namespace Vemap.Web.Hosting;

/// <summary>Every hour: deletes sessions and one-time tokens that have long expired.</summary>
internal sealed class IdentityCleaningLoop(IdentityCleaning cleaning, TimeProvider clock, ILogger<IdentityCleaningLoop> log)
    : BackgroundLoop(TimeSpan.FromHours(1), clock, log)
{
    public override async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        await cleaning.CleanAsync(cancellationToken);
        return 0;
    }
}
