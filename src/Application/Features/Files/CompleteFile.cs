using System.Security.Cryptography;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Files;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Files;

/// <summary>Checks what was uploaded: size, SHA-256 and what the bytes themselves say they are; then the file is available, or rejected for good.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record CompleteFile(ProjectId Project, ClosureId Closure, FileId File, int Version) : ICommand<CompleteFileResult>;

public sealed record CompleteFileResult(FileId Id, FileStatus Status, string Sha256, int Version);

internal sealed class CompleteFileHandler(IRepository<StoredFile> files, IRepository<Project> projects, IFileStore store, CallContext call, TimeProvider clock)
    : IRequestHandler<CompleteFile, CompleteFileResult>
{
    private const int BufferSize = 128 * 1024;

    public async Task<CompleteFileResult> Handle(CompleteFile request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.Alone(request.Project), cancellationToken)).RequireActive();
        var file = await files.GetAsync(FileSpec.At(request.Project, request.Closure, request.File), request.Version, cancellationToken);
        file.RequireWaiting();
        var key = file.StoreKey(call.Environment);
        if (await store.FindSizeAsync(key, cancellationToken) is null) throw FileProblems.NotUploaded();
        await using var bytes = await store.OpenReadAsync(key, cancellationToken);
        file.Complete(await InspectAsync(bytes, cancellationToken), clock.GetUtcNow());
        return new CompleteFileResult(file.Id, file.Status, file.Sha256, file.Version);
    }

    // One pass over the stream; of the file only its beginning and its end are kept.
    private static async Task<Inspection> InspectAsync(Stream bytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var head = Array.Empty<byte>();
        var tail = Array.Empty<byte>();
        long size = 0;
        while (await bytes.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, cancellationToken) is var count && count > 0)
        {
            hash.AppendData(buffer, 0, count);
            size += count;
            if (head.Length == 0) head = buffer[..Math.Min(count, FileTypes.SniffLength)];
            tail = count >= FileTypes.SniffLength ? buffer[(count - FileTypes.SniffLength)..count] : [.. tail, .. buffer[..count]];
        }

        return new Inspection(size, Convert.ToHexStringLower(hash.GetHashAndReset()), FileTypes.Sniff(head, tail));
    }
}
