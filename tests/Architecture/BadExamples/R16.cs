using Vemap.Domain.Common;

namespace Vemap.Infrastructure.R16
{
    /// <summary>A row that belongs to nobody.</summary>
    internal sealed class R16Row : IEntity;

    /// <summary>A row that all environments share.</summary>
    internal sealed class R16Shared : IPlatformWide;
}

namespace Vemap.Application.Features.R16
{
    /// <summary>Reads what all environments share, in a feature of one of them.</summary>
    internal sealed class R16Curious : ReadSpecification<int>
    {
        public override IQueryable<int> Query(IRows rows) => rows.Of<Infrastructure.R16.R16Shared>().Select(_ => 1);
    }
}
