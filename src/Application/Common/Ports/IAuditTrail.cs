namespace Vemap.Application.Common.Ports;

/// <summary>Keeps the trace of what was refused; what was changed is recorded by the unit of work itself.</summary>
public interface IAuditTrail
{
    /// <summary>Records a refused request, in a transaction of its own; identical ones within a minute are one row with a count.</summary>
    Task RecordRefusalAsync(string action, string code, CancellationToken cancellationToken);
}
