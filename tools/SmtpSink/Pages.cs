using System.Globalization;
using System.Net;
using System.Text;

namespace Vemap.SmtpSink;

/// <summary>The page that shows what arrived: plain HTML, no script; a mail's own HTML stands in a sandbox.</summary>
internal static class Pages
{
    /// <summary>No script, no request to anywhere; images only if they are in the mail itself.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>For the mail itself, shown in a frame: somebody else's HTML, which may do nothing.</summary>
    public const string MailPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    private const int Shown = 200;

    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1.5rem; color: #1a2230; background: #fff }
        h1 { font-size: 1.4rem } a { color: #0b5cad } table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid #dde3ea; vertical-align: top; overflow-wrap: anywhere }
        td:first-child, th:first-child { white-space: nowrap } .note { color: #55606e }
        iframe { width: 100%; height: 32rem; border: 1px solid #c6cfd9 } pre { white-space: pre-wrap; background: #f5f7f9; padding: 1rem; overflow-wrap: anywhere }
        input { font: inherit; padding: .3rem .5rem } button { font: inherit; padding: .3rem .8rem } summary { cursor: pointer; margin: 1rem 0 }
        """;

    public static string List(Mailbox mailbox, string? to)
    {
        var mails = mailbox.List(string.IsNullOrWhiteSpace(to) ? null : to.Trim(), Shown);
        var rows = new StringBuilder();
        foreach (var mail in mails)
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{mail.At:yyyy-MM-dd HH:mm:ss}<td>{Text(mail.To)}<td><a href=\"/mails/{mail.Id}\">{Text(string.IsNullOrEmpty(mail.Message.Subject) ? "(no subject)" : mail.Message.Subject)}</a><td>{Text(Says(mail.Fate))}");
        var counts = string.Join(" · ", mailbox.Counts.OrderBy(count => count.Key).Select(count => $"{Text(count.Key)} {count.Value}"));
        var words = string.Concat(Behaviour.Words.Select(word => $"<tr><td>{word.Key}@, {word.Key}.17@<td>{Text(word.Value.Says)}"));
        return Page("What arrived", $"""
            <h1>What arrived</h1>
            <p class="note">This is the demo's mail server. Mail that is sent here goes nowhere else. Times are UTC. {(counts.Length == 0 ? "" : counts)}</p>
            <form><label>Recipient <input name="to" value="{Text(to ?? "")}"></label> <button>Find</button></form>
            <table><thead><tr><th>Time<th>To<th>Subject<th>What follows</thead><tbody>{rows}</tbody></table>
            {(mails.Count == 0 ? "<p>Nothing yet. Send a mailing, then load this page again.</p>" : mails.Count == Shown ? $"<p class=\"note\">The newest {Shown} are shown.</p>" : "")}
            <details><summary>Addresses that behave in special ways</summary><table>{words}</table>
            <p>A number behind the word is a percentage: of the mails to reject-12@ and reject-12.a@ twelve in a hundred are refused.</p></details>
            """);
    }

    public static string Mail(ArrivedMail mail)
    {
        var message = mail.Message;
        var headers = string.Concat(message.Headers.Select(header => $"<tr><td>{Text(header.Field)}<td>{Text(header.Value)}"));
        var files = string.Concat(mail.Files.Select((file, index) => $"<li><a href=\"/mails/{mail.Id}/files/{index}\">{Text(file.FileName ?? "attachment")}</a> ({file.Bytes().Length} bytes)"));
        return Page(message.Subject ?? "", $"""
            <p><a href="/">All mails</a></p>
            <h1>{Text(message.Subject ?? "")}</h1>
            <p>From {Text(message.Headers["From"] ?? mail.From)}<br>to {Text(mail.To)}<br>{mail.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC</p>
            {(files.Length == 0 ? "" : $"<ul>{files}</ul>")}
            {(message.HtmlBody is null ? "" : $"<iframe sandbox title=\"The mail\" src=\"/mails/{mail.Id}/html\"></iframe>")}
            <details {(message.HtmlBody is null ? "open" : "")}><summary>As text</summary><pre>{Text(message.TextBody ?? "")}</pre></details>
            <details><summary>Headers</summary><table>{headers}</table></details>
            <p><a href="/api/mails/{mail.Id}/raw">As it came over the wire</a></p>
            """);
    }

    private static string Says(Fate fate) => fate == Fate.Deliver ? "reported as delivered" : Behaviour.Words.Values.First(word => word.Fate == fate).Says;

    private static string Page(string title, string body) =>
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(title)} · VEMAP mail</title><style>{Style}</style></head><body>{body}</body></html>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
