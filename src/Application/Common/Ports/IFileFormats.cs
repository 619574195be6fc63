using Vemap.Domain.Files;

namespace Vemap.Application.Common.Ports;

/// <summary>Reads the formats of uploaded files.</summary>
public interface IFileFormats
{
    /// <summary>Why these bytes are refused as this content type, or null when they are accepted. The stream can seek; memory and work stay limited whatever
    /// it holds.</summary>
    Task<FileFault?> CheckAsync(Stream bytes, string contentType, CancellationToken cancellationToken);
}
