namespace Vemap.Application.Common.Ports;

/// <summary>Translates an event into the commands that follow from it; the relay sends them as the system, inside the event's environment.</summary>
public interface IConsumer<in TEvent>
    where TEvent : IDomainEvent
{
    /// <summary>The commands; each must bear being sent twice, for a crash can repeat an event.</summary>
    IEnumerable<ICommand> Translate(TEvent happened);
}
