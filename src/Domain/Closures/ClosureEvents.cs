namespace Vemap.Domain.Closures;

/// <summary>Its content was changed, a night to come falls through or takes place after all, or it was cancelled or refused: what was told of it may
/// not be true any more.</summary>
public sealed record ClosureChanged(Guid Closure) : IDomainEvent;
