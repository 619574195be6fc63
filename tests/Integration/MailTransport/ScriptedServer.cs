using System.Net.Sockets;
using System.Text;

namespace Vemap.Integration.MailTransport;

/// <summary>A mail server that says and hears exactly what a test writes down, one script per connection.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task running;

    public ScriptedServer(params Func<Talk, Task>[] scripts)
        : this(isAtOnce: false, scripts)
    {
    }

    /// <param name="isAtOnce">The conversations are held side by side, not one after the other.</param>
    /// <param name="scripts">One per conversation, in the order of their beginning.</param>
    public ScriptedServer(bool isAtOnce, params Func<Talk, Task>[] scripts)
    {
        listener.Start();
        running = RunAsync(isAtOnce, scripts);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        // A script that did not come true fails its test here.
        await running.WaitAsync(TimeSpan.FromSeconds(10));
        listener.Dispose();
    }

    private async Task RunAsync(bool isAtOnce, Func<Talk, Task>[] scripts)
    {
        var talks = new List<Task>();
        foreach (var script in scripts)
        {
            talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(), script));
            if (!isAtOnce) await talks[^1];
        }

        await Task.WhenAll(talks);
    }

    private static async Task TalkAsync(TcpClient accepted, Func<Talk, Task> script)
    {
        using var client = accepted;
        await script(new Talk(client.GetStream()));
    }
}

/// <summary>One scripted conversation.</summary>
public sealed class Talk(NetworkStream stream)
{
    public async Task SayAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\n"));

    /// <summary>Hears exactly this, line breaks as CR LF.</summary>
    public async Task HearAsync(string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(expected.ReplaceLineEndings("\r\n") + "\r\n");
        var heard = new byte[bytes.Length];
        var length = await stream.ReadAtLeastAsync(heard, heard.Length, throwOnEndOfStream: false);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(heard, 0, length));
    }

    /// <summary>Hears anything up to and with this text.</summary>
    public async Task<string> HearUntilAsync(string end)
    {
        var heard = new StringBuilder();
        var one = new byte[1];
        while (!heard.ToString().EndsWith(end, StringComparison.Ordinal) && await stream.ReadAsync(one) == 1) heard.Append((char)one[0]);
        return heard.ToString();
    }

    /// <summary>Nothing more is said before the server speaks.</summary>
    public void HearNothing() => Assert.False(stream.DataAvailable);

    /// <summary>Takes one mail, when it may.</summary>
    public async Task TakeAsync(Task? may = null)
    {
        await HearUntilAsync("\r\nDATA\r\n");
        await SayAsync("250 ok\n250 ok\n354 go on");
        await HearUntilAsync("\r\n.\r\n");
        if (may is not null) await may;
        await SayAsync("250 ok");
    }

    public async Task GreetAsync(string extensions = "PIPELINING")
    {
        await SayAsync("220 mx.test ESMTP");
        await HearAsync("EHLO vemap.localdomain");
        var lines = extensions.Split(',', StringSplitOptions.RemoveEmptyEntries);
        await SayAsync(string.Join("\r\n", (string[])[lines.Length == 0 ? "250 mx.test" : "250-mx.test", .. lines.Select((line, index) => $"250{(index == lines.Length - 1 ? ' ' : '-')}{line}")]));
    }
}
