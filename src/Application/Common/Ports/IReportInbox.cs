namespace Vemap.Application.Common.Ports;

/// <summary>The inbox that mail servers and providers send their reports about our mails to.</summary>
public interface IReportInbox
{
    /// <summary>The messages that were not done yet, at most <paramref name="max"/>, with what each of them
    /// says about our mails; nothing when it is no report that can be read.</summary>
    Task<IReadOnlyList<InboxMessage>> ReadAsync(int max, CancellationToken cancellationToken);

    /// <summary>Marks messages as done; they are not read again.</summary>
    Task CompleteAsync(IReadOnlyCollection<InboxMessage> messages, CancellationToken cancellationToken);
}

/// <summary>A message of the inbox: the handle that completes it, and the events that it reports.</summary>
public sealed record InboxMessage(string Handle, IReadOnlyList<DeliveryEvent> Events);
