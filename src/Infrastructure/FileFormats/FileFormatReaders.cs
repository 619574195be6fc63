using Vemap.Domain.Files;

namespace Vemap.Infrastructure.FileFormats;

/// <summary>Checks a file with the reader of its declared type; every reader works within limits that hold before the cost is paid.</summary>
internal sealed class FileFormatReaders : IFileFormats
{
    private static readonly Dictionary<string, Action<Stream, CancellationToken>> Readers = new(StringComparer.Ordinal)
    {
        [FileTypes.Pdf] = (bytes, cancellationToken) => new PdfFile(bytes, cancellationToken).Check(),
        [FileTypes.Png] = (bytes, _) => PictureFile.CheckPng(bytes),
        [FileTypes.Jpeg] = (bytes, _) => PictureFile.CheckJpeg(bytes),
        [FileTypes.Docx] = (bytes, cancellationToken) => OfficeFile.Check(bytes, OfficeFile.WordDocument, cancellationToken),
        [FileTypes.Xlsx] = (bytes, cancellationToken) => OfficeFile.Check(bytes, OfficeFile.Workbook, cancellationToken),
        [FileTypes.GeoJson] = (bytes, cancellationToken) => new GeoJsonFile(bytes).Check(cancellationToken),
        [FileTypes.Dwg] = (bytes, _) => DrawingFile.Check(bytes),
    };

    // A check is up to a few seconds of processor time; other requests keep the rest of the processors.
    private static readonly SemaphoreSlim Turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    public async Task<FileFault?> CheckAsync(Stream bytes, string contentType, CancellationToken cancellationToken)
    {
        await Turns.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Check(bytes, contentType, cancellationToken), cancellationToken);
        }
        finally
        {
            Turns.Release();
        }
    }

    public static FileFault? Check(Stream bytes, string contentType, CancellationToken cancellationToken)
    {
        if (!Readers.TryGetValue(contentType, out var reader)) return FileFault.OtherType;
        try
        {
            bytes.Position = 0;
            reader(bytes, cancellationToken);
            return null;
        }
        catch (FileFaultException found)
        {
            return found.Fault;
        }
    }
}

/// <summary>Ends a check: the file has this fault.</summary>
internal sealed class FileFaultException(FileFault fault) : Exception(fault.ToString())
{
    public FileFault Fault { get; } = fault;
}
