using Vemap.Infrastructure.Postgres.Outbox;

namespace Vemap.Web.Hosting;

/// <summary>Relays events to their consumers.</summary>
internal sealed class EventLoop(EventRelay relay, TimeProvider clock, ILogger<EventLoop> log) : BackgroundLoop(TimeSpan.FromMilliseconds(250), clock, log)
{
    public override Task<int> StepAsync(CancellationToken cancellationToken) => relay.RelayAsync(cancellationToken);
}
