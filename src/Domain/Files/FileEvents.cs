namespace Vemap.Domain.Files;

/// <summary>A file was rejected, was deleted or expired: its bytes are to be removed from the store.</summary>
public sealed record FileDiscarded(Guid File) : IDomainEvent;
