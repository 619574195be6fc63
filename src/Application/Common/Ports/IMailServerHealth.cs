namespace Vemap.Application.Common.Ports;

/// <summary>Says whether mails can be handed to the mail server.</summary>
public interface IMailServerHealth
{
    /// <summary>True when it answered to a mail in the last minutes, or greets a conversation that is opened to find out.</summary>
    Task<bool> IsReachableAsync(CancellationToken cancellationToken);
}
