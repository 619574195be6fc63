namespace Vemap.Application.Common.Ports;

/// <summary>Limits the files of an environment that wait for their bytes, over all its projects, whoever announces another.</summary>
public interface IUploadQuota
{
    /// <summary>Refuses a file of this size as files.too-many-waiting when the environment's limits leave no room. Announcements of one environment wait for
    /// each other here.</summary>
    Task RequireRoomAsync(long size, DateTimeOffset now, CancellationToken cancellationToken);
}
