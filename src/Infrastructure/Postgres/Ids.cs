using Vemap.Application.Common.Ports;
using Vemap.Domain.Common;

namespace Vemap.Infrastructure.Postgres;

internal sealed class Ids(TimeProvider clock) : IIds
{
#pragma warning disable RS0030 // The one place that makes ids.
    public Id<T> New<T>() => new(Guid.CreateVersion7(clock.GetUtcNow()));
#pragma warning restore RS0030
}
