namespace Vemap.Domain.Files;

/// <summary>How much may wait for its bytes in one environment at a time: announcing a file costs nothing, storing it does.</summary>
public sealed record UploadLimits(int Files, long Bytes)
{
    public static readonly UploadLimits Default = new(200, 10L * 1024 * 1024 * 1024);

    /// <summary>Refuses another file of this size beside those that wait.</summary>
    public void RequireRoom(int waitingFiles, long waitingBytes, long size)
    {
        if (waitingFiles >= Files || waitingBytes + size > Bytes) throw FileProblems.TooManyWaiting(Files, Bytes);
    }
}
