namespace Vemap.Domain.Closures;

/// <summary>Notices about the closure may no longer be right: its content changed, a night to come is dropped or taken up again, or it was cancelled
/// or refused.</summary>
public sealed record ClosureChanged(Guid Closure) : IDomainEvent;
