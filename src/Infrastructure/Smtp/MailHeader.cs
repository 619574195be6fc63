using System.Text;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Header lines: folded at 76, words beyond ASCII encoded (RFC 2047), control characters refused, for a line break would begin a header of somebody else's.</summary>
internal static class MailHeader
{
    private const int MaxLine = 76;
    private const string WordStart = "=?utf-8?B?";
    private const string WordEnd = "?=";

    /// <summary>A header of free text, such as Subject.</summary>
    public static string Text(string name, string value)
    {
        Demand(value);
        return IsPlain(value) ? Fold($"{name}: ", value.Split(' ')) : Fold($"{name}: ", Words(value, name.Length + 2));
    }

    /// <summary>A header with one person: name and address.</summary>
    public static string Mailbox(string name, string? person, SmtpAddress address)
    {
        if (string.IsNullOrEmpty(person)) return $"{name}: {address}\r\n";
        Demand(person);
        var words = IsPlain(person) && person.Length <= 60 ? [Quote(person)] : Words(person, name.Length + 2);
        return Fold($"{name}: ", [.. words, $"<{address}>"]);
    }

    /// <summary>A header with Message-IDs.</summary>
    public static string Ids(string name, IReadOnlyList<string> ids)
    {
        if (!ids.All(IsId)) throw new FormatException("A Message-ID of this mail is not one.");
        return Fold($"{name}: ", ids);
    }

    public static bool IsId(string text) =>
        text.Length is > 2 and <= 250 && text.StartsWith('<') && text.EndsWith('>') && !text[1..^1].Any(character => character is <= ' ' or > '~' or '<' or '>');

    /// <summary>The name of a file as parameters of Content-Disposition; RFC 2231 beyond ASCII.</summary>
    public static string FileName(string name)
    {
        Demand(name);
        if (name.Length > 150 || name.AsSpan().ContainsAny('/', '\\', '"')) throw new FormatException("The name of an attachment is not that of a file.");
        return IsPlain(name) ? $"filename=\"{name}\"" : $"filename*=utf-8''{Uri.EscapeDataString(name)}";
    }

    private static void Demand(string value)
    {
        if (value.Any(char.IsControl)) throw new FormatException("A header of this mail would have a control character.");
    }

    private static bool IsPlain(string value) =>
        value.All(character => character is >= ' ' and <= '~') && !value.Contains("=?", StringComparison.Ordinal) && value.Split(' ').All(word => word.Length <= 60);

    private static string Quote(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Encoded words of at most 75 characters, the first one short enough for the header's name before it; no character is torn apart.</summary>
    private static List<string> Words(string value, int taken)
    {
        var words = new List<string>();
        var bytes = new List<byte>();
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(utf8);
            var room = MaxLine - WordStart.Length - WordEnd.Length - Math.Max(1, words.Count == 0 ? taken : 1);
            if (bytes.Count + length > room / 4 * 3) Close();
            bytes.AddRange(utf8[..length]);
        }

        Close();
        return words;

        void Close()
        {
            words.Add(WordStart + Convert.ToBase64String(bytes.ToArray()) + WordEnd);
            bytes.Clear();
        }
    }

    private static string Fold(string start, IReadOnlyList<string> words)
    {
        var header = new StringBuilder(start).Append(words.Count == 0 ? "" : words[0]);
        var column = header.Length;
        foreach (var word in words.Skip(1))
        {
            // A word that is empty stands between two spaces; a line of nothing but spaces would not survive.
            if (column + 1 + word.Length > MaxLine && word.Length > 0)
            {
                header.Append("\r\n");
                column = 0;
            }

            header.Append(' ').Append(word);
            column += 1 + word.Length;
        }

        return header.Append("\r\n").ToString();
    }
}
