namespace Vemap.Domain.Files;

/// <summary>A file was rejected, deleted or abandoned: its bytes may be removed from the store.</summary>
[EventName("file-discarded", FormerName = "FileDiscarded")]
public sealed record FileDiscarded(Guid File) : IDomainEvent;
