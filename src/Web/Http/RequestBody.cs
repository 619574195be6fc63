using Microsoft.AspNetCore.Http.Features;

namespace Vemap.Web.Http;

/// <summary>How large a body may be and how long it may take to arrive, for the operations whose bodies are read.</summary>
internal sealed record BodyLimit(int MaxBytes, TimeSpan MaxTime)
{
    /// <summary>What any operation takes: the largest body of the API, from a slow connection.</summary>
    public static BodyLimit Default { get; } = new(1024 * 1024, TimeSpan.FromSeconds(30));

    /// <summary>What an operation takes that needs no access token.</summary>
    public static BodyLimit Anonymous { get; } = new(16 * 1024, TimeSpan.FromSeconds(5));
}

/// <summary>Reads a whole body within the limits of its operation.</summary>
internal static class RequestBody
{
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>() ?? BodyLimit.Default;
        if (context.Request.ContentLength > limit.MaxBytes) throw TooLarge();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limit.MaxBytes;
        using var expiry = new CancellationTokenSource(limit.MaxTime);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, context.RequestAborted);
        using var buffer = new MemoryStream();
        try
        {
            await CopyAsync(context.Request.Body, buffer, limit.MaxBytes, stop.Token);
        }
        catch (OperationCanceledException exception) when (expiry.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body took too long to arrive.", StatusCodes.Status408RequestTimeout, exception);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static async Task CopyAsync(Stream body, MemoryStream buffer, int maxBytes, CancellationToken cancellationToken)
    {
        var part = new byte[16 * 1024];
        while (await body.ReadAsync(part, cancellationToken) is var count and > 0)
        {
            if (buffer.Length + count > maxBytes) throw TooLarge();
            buffer.Write(part, 0, count);
        }
    }

    private static BadHttpRequestException TooLarge() => new("The body is too large.", StatusCodes.Status413PayloadTooLarge);
}
