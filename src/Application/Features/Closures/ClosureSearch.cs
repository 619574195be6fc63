using System.Text.RegularExpressions;
using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>Searching closures by words: each word of the text is the beginning of one of the closure's words.</summary>
internal static partial class ClosureSearch
{
    public const int MostWords = 10;

    /// <summary>Closures that have all words of the text; none when the text has no word in it.</summary>
    public static IQueryable<Closure> WithWords(this IQueryable<Closure> closures, IRows rows, string text)
    {
        var words = WordsOf(text);
        if (words.Count == 0) return closures.Where(_ => false);
        // A range instead of LIKE, which no index may use under row-level security. The column is collated by bytes.
        return words.Aggregate(closures, (found, word) => found.Where(closure => rows.Of<ClosureWord>().Any(one =>
            one.ClosureId == closure.Id
            && string.Compare(one.Word, ClosureWord.Normalised(word)) >= 0
            && string.Compare(one.Word, ClosureWord.Normalised(word) + "\U0010FFFF") < 0)));
    }

    public static IReadOnlyList<string> WordsOf(string? text) =>
        text is null ? [] : [.. Separators().Split(text).Where(word => word.Any(char.IsLetterOrDigit)).Distinct()];

    // The same signs as in 0024, and their full-width forms, which the database writes out first: whatever is neither letter nor digit.
    [GeneratedRegex(
        @"[\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators();
}
