using System.Text.Json;

namespace Vemap.Integration.Common;

/// <summary>Holds every answer that any test gets against the OpenAPI document: its status must stand there, so must its headers, and its body must be of the schema.</summary>
internal sealed class DocumentedAnswers : DelegatingHandler
{
    private static readonly string[] Told = ["ETag", "Location", "Link", "Retry-After", "RateLimit", "RateLimit-Policy", "API-Version"];
    private static ApiDocument? document;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        document ??= await ReadAsync(new Uri(request.RequestUri!, "/v1/openapi.json"), cancellationToken);
        if (document.Find(request.Method, request.RequestUri!.AbsolutePath) is { } operation) await HoldAsync(document, operation, response);
        return response;
    }

    private static async Task HoldAsync(ApiDocument document, ApiOperation operation, HttpResponseMessage response)
    {
        var status = ((int)response.StatusCode).ToString();
        Assert.True(operation.Statuses().Contains(status), $"{operation.Name} answers {status}, of which the OpenAPI document says nothing.");
        var documented = operation.Headers(status);
        var sent = Told.Where(response.Headers.Contains).ToList();
        Assert.True(sent.All(documented.Contains), $"{operation.Name} answers {status} with {string.Join(", ", sent.Except(documented))}, of which the OpenAPI document says nothing.");
        // The last page has no link.
        var missing = documented.Where(name => name != "Link").Except(sent).ToList();
        Assert.True(missing.Count == 0, $"{operation.Name} answers {status} without {string.Join(", ", missing)}, which the OpenAPI document promises.");
        if (operation.Schema(status) is not { } schema) return;
        await response.Content.LoadIntoBufferAsync();
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var faults = document.Faults(body.RootElement, schema).Take(5).ToList();
        Assert.True(faults.Count == 0, $"{operation.Name} answers {status} in another form than the OpenAPI document has: {string.Join("; ", faults)}");
    }

    private async Task<ApiDocument> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await base.SendAsync(request, cancellationToken);
        using var read = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return new ApiDocument(read.RootElement.Clone());
    }
}
