using System.Text;

namespace Vemap.Domain.Deliveries;

/// <summary>What a server or a provider said, so that any database and any screen can keep it: no control characters, no half characters, not too long.</summary>
public static class ReplyText
{
    public const int MaxLength = 500;

    public static string? Of(string? said)
    {
        if (said is null || (said.Length <= MaxLength && !said.Any(character => char.IsControl(character) || char.IsSurrogate(character)))) return said;
        var text = new StringBuilder(MaxLength);
        foreach (var rune in said.EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > MaxLength) break;
            text.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return text.ToString();
    }
}
