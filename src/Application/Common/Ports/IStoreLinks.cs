using Vemap.Domain.Files;

namespace Vemap.Application.Common.Ports;

/// <summary>Ends links to the store before they expire. A signature proves that a link was given; this tells whether it still counts.</summary>
public interface IStoreLinks
{
    /// <summary>Refuses a link as files.link-ended unless its file has this status and its environment is active. A key that names no file is left to its
    /// signature.</summary>
    Task RequireOpenAsync(string key, FileStatus status, CancellationToken cancellationToken);
}
