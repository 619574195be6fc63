namespace Vemap.Application.Common.Ports;

/// <summary>Checks whether the database can serve requests.</summary>
public interface IDatabaseHealth
{
    /// <summary>True when it answers and its schema is the one that this program was built for.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
