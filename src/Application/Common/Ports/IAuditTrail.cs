namespace Vemap.Application.Common.Ports;

/// <summary>Records refused requests, and what an Admin read. The unit of work records changes itself.</summary>
public interface IAuditTrail
{
    /// <summary>Records a refused request and its object, in a transaction of its own. Identical refusals within a minute are one row with a count.</summary>
    Task RecordRefusalAsync(string action, string code, IId? about, CancellationToken cancellationToken);

    /// <summary>Records that an object was read. Reads of the same object within a minute are one row with a count.</summary>
    Task RecordReadAsync(string action, IId? about, CancellationToken cancellationToken);

    /// <summary>Records a failed log-in within the transaction of the command. The user is the owner of the account; null when there is no such
    /// account.</summary>
    Task RecordFailedLogInAsync(string action, string code, UserId? user, CancellationToken cancellationToken);
}
