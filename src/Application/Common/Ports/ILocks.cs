namespace Vemap.Application.Common.Ports;

/// <summary>Serialises commands that decide over several rows, until their transaction ends.</summary>
public interface ILocks
{
    /// <summary>Waits for the lock of this rule within the current environment; take it before the first read.</summary>
    Task TakeAsync(string rule, CancellationToken cancellationToken);
}
