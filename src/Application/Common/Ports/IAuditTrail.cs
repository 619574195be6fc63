namespace Vemap.Application.Common.Ports;

/// <summary>Keeps the trace of what was refused, and of what Admin read; what was changed is recorded by the unit of work itself.</summary>
public interface IAuditTrail
{
    /// <summary>Records a refused request and what it was about, in a transaction of its own; identical ones within a minute are one row with a count.</summary>
    Task RecordRefusalAsync(string action, string code, IId? about, CancellationToken cancellationToken);

    /// <summary>Records that something was read; the same object within a minute is one row with a count.</summary>
    Task RecordReadAsync(string action, IId? about, CancellationToken cancellationToken);

    /// <summary>Records, within the command's own transaction, that somebody failed to prove who they are; the user is the one whose account was tried, null when nobody has it.</summary>
    Task RecordFailedLogInAsync(string action, string code, UserId? user, CancellationToken cancellationToken);
}
