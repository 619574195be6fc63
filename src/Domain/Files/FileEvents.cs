namespace Vemap.Domain.Files;

/// <summary>A file was rejected, deleted or abandoned: its bytes may leave the store.</summary>
public sealed record FileDiscarded(Guid File) : IDomainEvent;
