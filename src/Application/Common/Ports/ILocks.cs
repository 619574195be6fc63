namespace Vemap.Application.Common.Ports;

/// <summary>Serialises the commands that decide over several rows, until their transaction ends.</summary>
public interface ILocks
{
    /// <summary>Waits for the lock within the current environment. Take it before the first read.</summary>
    Task TakeAsync(LockName name, CancellationToken cancellationToken);
}
