using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Vemap.Integration.Common;

/// <summary>A connection on which a test writes HTTP by hand, in ways that no client library would.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TcpClient client = new();

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(TestHost host)
    {
        var connection = new RawConnection();
        await connection.client.ConnectAsync(IPAddress.Loopback, host.CreateClient().BaseAddress!.Port);
        return connection;
    }

    public Task SendAsync(string text) => client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    /// <summary>Reads until the server has sent this text.</summary>
    public async Task UntilAsync(string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        var received = new StringBuilder();
        var buffer = new byte[1];
        while (!received.ToString().Contains(text, StringComparison.Ordinal))
        {
            Assert.Equal(1, await client.GetStream().ReadAsync(buffer, limit.Token));
            received.Append((char)buffer[0]);
        }
    }

    /// <summary>Reads until the server closes the connection; the status and what follows the headers.</summary>
    public async Task<(int Status, string Headers, string Body)> AnswerAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var received = new MemoryStream();
        await client.GetStream().CopyToAsync(received, limit.Token);
        var parts = Encoding.UTF8.GetString(received.ToArray()).Split("\r\n\r\n", 2);
        return (int.Parse(parts[0].Split(' ')[1]), parts[0], parts[1]);
    }

    /// <summary>Demands a refusal in the one shape that every refusal has.</summary>
    public async Task RefusedAsync(HttpStatusCode status, string code)
    {
        var (actual, headers, body) = await AnswerAsync();
        Assert.True(actual == (int)status, $"{actual} instead of {(int)status}: {body}");
        Assert.Contains("Content-Type: application/problem+json", headers);
        var json = body[body.IndexOf('{', StringComparison.Ordinal)..(body.LastIndexOf('}') + 1)];
        using var problem = JsonDocument.Parse(json);
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
    }

    public void Dispose() => client.Dispose();
}
