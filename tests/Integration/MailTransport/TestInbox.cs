using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Vemap.Integration.MailTransport;

/// <summary>A small IMAP server with one folder: as much of RFC 3501 as reading an inbox needs.</summary>
public sealed partial class TestInbox : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly List<Message> messages = [];
    private readonly Task running;

    public TestInbox()
    {
        listener.Start();
        running = RunAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Unseen
    {
        get
        {
            lock (gate) return messages.Count(message => !message.IsSeen);
        }
    }

    /// <param name="text">The message; null is one that the server refuses to hand out.</param>
    public void Add(string? text)
    {
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
        lock (gate) messages.Add(new Message { Uid = messages.Count + 1, Bytes = bytes });
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (true) _ = TalkAsync(await listener.AcceptTcpClientAsync(stopping.Token));
    }

    private async Task TalkAsync(TcpClient accepted)
    {
        using var client = accepted;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        Task SendAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text + "\r\n")).AsTask();
        await SendAsync("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready");
        while (await reader.ReadLineAsync() is { } line)
        {
            var (tag, command) = line.Split(' ', 2) is [var first, var rest] ? (first, rest) : (line, "");
            if (command.StartsWith("AUTHENTICATE PLAIN", StringComparison.Ordinal))
            {
                await SendAsync("+ ");
                var isRight = Encoding.UTF8.GetString(Convert.FromBase64String(await reader.ReadLineAsync() ?? "")) == "\0reports\0secret";
                await SendAsync(isRight ? $"{tag} OK in" : $"{tag} NO [AUTHENTICATIONFAILED] no");
                continue;
            }

            foreach (var answer in Answers(command)) await SendAsync(answer);
            await SendAsync($"{tag} {Result(command)}");
            if (command == "LOGOUT") return;
        }
    }

    private string Result(string command)
    {
        if (command.StartsWith("SELECT", StringComparison.Ordinal)) return "OK [READ-WRITE] done";
        if (command.StartsWith("EXAMINE", StringComparison.Ordinal)) return "OK [READ-ONLY] done";
        if (!command.Contains("BODY.PEEK[]", StringComparison.Ordinal)) return "OK done";
        lock (gate) return Named(command).Any(message => message.Bytes is null) ? "NO not this one" : "OK done";
    }

    private List<string> Answers(string command)
    {
        lock (gate)
        {
            return command.Split(' ') switch
            {
                ["CAPABILITY", ..] => ["* CAPABILITY IMAP4rev1 AUTH=PLAIN"],
                ["LIST", ..] => ["* LIST (\\HasNoChildren) \"/\" INBOX"],
                ["SELECT" or "EXAMINE", ..] =>
                [
                    "* FLAGS (\\Seen \\Deleted)", $"* {messages.Count} EXISTS", "* 0 RECENT", "* OK [UIDVALIDITY 7] valid",
                    $"* OK [UIDNEXT {messages.Count + 1}] next", "* OK [PERMANENTFLAGS (\\Seen \\Deleted)] flags",
                ],
                ["UID", "SEARCH", ..] => ["* SEARCH" + string.Concat(messages.Where(message => !message.IsSeen).Select(message => $" {message.Uid}"))],
                ["UID", "FETCH", ..] when command.Contains("BODY.PEEK[]", StringComparison.Ordinal) =>
                    [.. Named(command).Where(message => message.Bytes is not null).Select(message => $"{Fetch(message)} BODY[] {Literal(message.Bytes!)})")],
                ["UID", "FETCH", ..] => [.. Named(command).Select(message => $"{Fetch(message)} RFC822.SIZE {message.Bytes?.Length ?? 100})")],
                ["UID", "STORE", ..] => See(Named(command)),
                _ => [],
            };
        }
    }

    private static string Fetch(Message message) => $"* {message.Uid} FETCH (UID {message.Uid}";

    private static string Literal(byte[] bytes) => $"{{{bytes.Length}}}\r\n{Encoding.Latin1.GetString(bytes)}";

    private static List<string> See(IEnumerable<Message> read)
    {
        foreach (var message in read) message.IsSeen = true;
        return [];
    }

    // "UID FETCH 1:3,5 (…)"
    private List<Message> Named(string command)
    {
        var numbers = command.Split(' ')[2].Split(',').Select(range => Range().Match(range)).SelectMany(range =>
        {
            var from = int.Parse(range.Groups["from"].Value);
            var to = range.Groups["to"].Success ? int.Parse(range.Groups["to"].Value) : from;
            return Enumerable.Range(from, to - from + 1);
        }).ToHashSet();
        return messages.FindAll(message => numbers.Contains(message.Uid));
    }

    [GeneratedRegex(@"^(?<from>\d+)(?::(?<to>\d+))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();

    private sealed class Message
    {
        public required int Uid { get; init; }

        public required byte[]? Bytes { get; init; }

        public bool IsSeen { get; set; }
    }
}
