using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Vemap.SmtpSink;

/// <summary>A part that is neither the text nor the HTML.</summary>
public sealed record MimeFile(string Name, string ContentType, byte[] Content);

/// <summary>A mail taken apart for reading: enough of MIME for what people send here, and never an exception.</summary>
public sealed partial class MimeMessage
{
    private MimeMessage(IReadOnlyList<KeyValuePair<string, string>> headers) => Headers = headers;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public string? Html { get; private set; }

    public string? Text { get; private set; }

    public List<MimeFile> Files { get; } = [];

    public string Subject => this["Subject"] ?? "";

    /// <summary>The first header of this name, unfolded and decoded.</summary>
    public string? this[string name] => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static MimeMessage Parse(byte[] raw)
    {
        // Latin-1 keeps every byte as one character until its charset is known.
        var (headers, body) = Split(Encoding.Latin1.GetString(raw));
        var message = new MimeMessage(headers);
        message.Read(headers, body, depth: 0);
        return message;
    }

    private void Read(IReadOnlyList<KeyValuePair<string, string>> headers, string body, int depth)
    {
        string Header(string name, string otherwise) => headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? otherwise;
        var type = Header("Content-Type", "text/plain");
        if (type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && Boundary().Match(type) is { Success: true } boundary && depth < 5)
        {
            var parts = body.Insert(0, "\r\n").Split("\r\n--" + boundary.Groups["boundary"].Value);
            foreach (var part in parts.Skip(1).TakeWhile(part => !part.StartsWith("--", StringComparison.Ordinal)))
            {
                var (own, content) = Split(part.TrimStart('\r', '\n', ' '));
                Read(own, content, depth + 1);
            }

            return;
        }

        var bytes = Decode(body, Header("Content-Transfer-Encoding", ""));
        var disposition = Header("Content-Disposition", "");
        if (disposition.StartsWith("attachment", StringComparison.OrdinalIgnoreCase)) Files.Add(new MimeFile(FileName(disposition), type, bytes));
        else if (type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase)) Html ??= Encoding.UTF8.GetString(bytes);
        else Text ??= Encoding.UTF8.GetString(bytes);
    }

    private static (List<KeyValuePair<string, string>> Headers, string Body) Split(string part)
    {
        var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? part : part[..end];
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in Folding().Replace(head, " ").Split("\r\n"))
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) headers.Add(new(line[..colon], DecodeWords(line[(colon + 1)..].Trim())));
        return (headers, end < 0 ? "" : part[(end + 4)..]);
    }

    private static byte[] Decode(string body, string encoding)
    {
        if (encoding.Equals("base64", StringComparison.OrdinalIgnoreCase)) return FromBase64(body);
        if (!encoding.Equals("quoted-printable", StringComparison.OrdinalIgnoreCase)) return Encoding.Latin1.GetBytes(body);
        var joined = body.Replace("=\r\n", "", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(HexPair().Replace(joined, pair => ((char)byte.Parse(pair.ValueSpan[1..], NumberStyles.HexNumber)).ToString()));
    }

    private static byte[] FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }

    /// <summary>RFC 2047, both encodings; a header without encoded words may be raw UTF-8.</summary>
    private static string DecodeWords(string value)
    {
        if (!value.Contains("=?", StringComparison.Ordinal)) return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value));
        var joined = BetweenWords().Replace(value, "?==?");
        return EncodedWord().Replace(joined, word => Encoding.UTF8.GetString(
            word.Groups["encoding"].Value is "B" or "b"
                ? FromBase64(word.Groups["text"].Value)
                : Decode(word.Groups["text"].Value.Replace('_', ' '), "quoted-printable")));
    }

    private static string FileName(string disposition) =>
        FileNameExtended().Match(disposition) is { Success: true } extended ? Uri.UnescapeDataString(extended.Groups["name"].Value)
        : FileNamePlain().Match(disposition) is { Success: true } plain ? plain.Groups["name"].Value
        : "attachment";

    [GeneratedRegex(@"boundary=""?(?<boundary>[^"";]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\r\n[ \t]+", RegexOptions.None, 1000)]
    private static partial Regex Folding();

    [GeneratedRegex("=[0-9A-Fa-f]{2}", RegexOptions.None, 1000)]
    private static partial Regex HexPair();

    [GeneratedRegex(@"=\?utf-8\?(?<encoding>[BbQq])\?(?<text>[^?]*)\?=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.None, 1000)]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"filename\*=utf-8''(?<name>[^;\s]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileNameExtended();

    [GeneratedRegex(@"filename=""(?<name>[^""]*)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileNamePlain();
}
