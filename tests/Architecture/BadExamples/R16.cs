using Vemap.Domain.Common;

namespace Vemap.Infrastructure.R16;

/// <summary>A row that belongs to nobody.</summary>
internal sealed class R16Row : IEntity;
