namespace Vemap.Domain.Closures;

/// <summary>The closure's content was changed, a coming night was dropped or reinstated, or the closure was cancelled or refused.</summary>
/// <remarks>Mailings about it may have become wrong.</remarks>
[EventName("closure-changed", FormerName = "ClosureChanged")]
public sealed record ClosureChanged(Guid Closure) : IDomainEvent;
