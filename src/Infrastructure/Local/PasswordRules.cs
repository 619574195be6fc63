using System.Collections.Frozen;
using System.Reflection;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

/// <summary>Refuses passwords that are guessed first: common ones, and those made of the person's own address or name or of the product's.</summary>
internal static class PasswordRules
{
    private const string Product = "vemap";
    private const int ShortestWord = 3;
    private const int FewestOthers = 8;
    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    /// <summary>Why the password cannot be taken; null: it can.</summary>
    public static string? Refusal(string password, User user)
    {
        var text = UnicodeForms.Composed(password).ToLowerInvariant();
        if (IsMadeOf(text, WordsOf(user))) return "It is made of your own address or name, or of the name of this product.";
        return IsCommon(text) ? "It is a common password, or one with some digits or signs added." : null;
    }

    // Without these words less is left than a password needs.
    private static bool IsMadeOf(string text, IEnumerable<string> words)
    {
        var rest = words.OrderByDescending(word => word.Length).Aggregate(text, (left, word) => left.Replace(word, " ", StringComparison.Ordinal));
        return rest != text && rest.Count(char.IsLetterOrDigit) < FewestOthers;
    }

    private static IEnumerable<string> WordsOf(User user)
    {
        string[] addresses = [user.Email, user.CanonicalEmail];
        var locals = addresses.Select(address => address.Split('@')[0]);
        // Whoever has no name yet is called by the address; its domain is not the person's own.
        var names = UnicodeForms.Composed(user.FullName).ToLowerInvariant().Split('@')[0];
        return new[] { Product, names }
            .Concat(addresses)
            .Concat(locals)
            .Concat(locals.Append(names).SelectMany(text => text.Split([' ', '.', '-', '_', '+', '@', '\''])))
            .Where(word => word.Length >= ShortestWord)
            .Distinct();
    }

    private static bool IsCommon(string text)
    {
        var core = text.Trim([.. text.Where(character => !char.IsLetter(character)).Distinct()]);
        return IsRepetition(text) || new[] { text, core, Plain(text), Plain(core) }.Any(Common.Value.Contains);
    }

    private static bool IsRepetition(string text) =>
        Enumerable.Range(1, text.Length / 2).Any(length => text.Length % length == 0
            && text == string.Concat(Enumerable.Repeat(text[..length], text.Length / length)));

    // "p@ssw0rd" is "password".
    private static string Plain(string text) =>
        text.Replace('@', 'a').Replace('4', 'a').Replace('3', 'e').Replace('1', 'i').Replace('!', 'i').Replace('0', 'o').Replace('$', 's').Replace('5', 's');

    private static FrozenSet<string> ReadCommon()
    {
        using var lines = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("CommonPasswords.txt")!);
        return lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToFrozenSet();
    }
}
