using System.Net.Sockets;
using System.Text;

namespace Vemap.Integration.MailTransport;

/// <summary>A mail server that expects and answers exactly what a test writes down, one script per connection.</summary>
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
        // A script that was not followed fails its test here.
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
    public async Task SendAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\n"));

    /// <summary>Sends bytes as they are, without a line break at the end.</summary>
    public async Task SendRawAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads exactly this, line breaks as CR LF.</summary>
    public async Task ExpectAsync(string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(expected.ReplaceLineEndings("\r\n") + "\r\n");
        var received = new byte[bytes.Length];
        var length = await stream.ReadAtLeastAsync(received, received.Length, throwOnEndOfStream: false);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(received, 0, length));
    }

    /// <summary>Reads anything up to and with this text.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var received = new StringBuilder();
        var one = new byte[1];
        while (!received.ToString().EndsWith(end, StringComparison.Ordinal) && await stream.ReadAsync(one) == 1) received.Append((char)one[0]);
        return received.ToString();
    }

    /// <summary>Nothing more has been sent before the server answers.</summary>
    public void ExpectNothingMore() => Assert.False(stream.DataAvailable);

    /// <summary>Answers MAIL and RCPT, which arrive together.</summary>
    public async Task AnswerEnvelopeAsync(string toSender = "250 ok", string toRecipient = "250 ok")
    {
        await ReadUntilAsync("RCPT TO:");
        await ReadUntilAsync("\r\n");
        await SendAsync($"{toSender}\n{toRecipient}");
    }

    /// <summary>Refuses the sender or the recipient, after which the client resets the conversation.</summary>
    public async Task RefuseAsync(string toSender, string toRecipient)
    {
        await AnswerEnvelopeAsync(toSender, toRecipient);
        await ExpectAsync("RSET");
        await SendAsync("250 reset");
    }

    /// <summary>Accepts the envelope and answers DATA.</summary>
    public async Task AnswerDataAsync(string toData = "354 go on")
    {
        await AnswerEnvelopeAsync();
        await ExpectAsync("DATA");
        await SendAsync(toData);
    }

    /// <summary>Takes the content of one mail, up to the final dot, without answering it.</summary>
    public async Task<string> TakeContentAsync()
    {
        await AnswerDataAsync();
        return await ReadUntilAsync("\r\n.\r\n");
    }

    /// <summary>Takes one mail, and answers its final dot when it may.</summary>
    public async Task TakeAsync(Task? may = null, string answer = "250 ok")
    {
        await TakeContentAsync();
        if (may is not null) await may;
        await SendAsync(answer);
    }

    public async Task GreetAsync(string extensions = "PIPELINING")
    {
        await SendAsync("220 mx.test ESMTP");
        await ExpectAsync("EHLO vemap.localdomain");
        var lines = extensions.Split(',', StringSplitOptions.RemoveEmptyEntries);
        string[] all = ["mx.test", .. lines];
        await SendAsync(string.Join("\r\n", all.Select((line, index) => $"250{(index == all.Length - 1 ? ' ' : '-')}{line}")));
    }
}
