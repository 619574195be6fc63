namespace Vemap.Application.Common.Ports;

/// <summary>Where a batch that lasts long reports what is finished, so that the room it took is free for others before its last mail ends.</summary>
public interface IBatchProgress
{
    /// <summary>Says that the results of so many further messages of this scope's batch are recorded.</summary>
    void Settled(int messages);
}
