using System.Globalization;
using System.Reflection;
using System.Text;

namespace Vemap.Domain.Common;

/// <summary>Unicode's normalisation forms C and KC (UAX 15), from a table of our own.</summary>
/// <remarks>The product runs with invariant globalization, because a bare machine has no ICU; there, <see cref="string.Normalize()"/> returns its input
/// unchanged.</remarks>
public static class UnicodeForms
{
    private const int HangulFirst = 0xAC00;
    private const int HangulCount = 11172;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TrailFirst = 0x11A7;
    private const int VowelCount = 21;
    private const int TrailCount = 28;
    private static readonly Lazy<Table> Tables = new(Table.Read);

    /// <summary>Form C: "e" with a combining acute accent becomes "é".</summary>
    public static string Composed(string text) => Ascii.IsValid(text) ? text : Normalized(text, Tables.Value.Canonical);

    /// <summary>Form KC: form C with compatible characters replaced too, such as full-width letters and ligatures.</summary>
    public static string Compatible(string text) => Ascii.IsValid(text) ? text : Normalized(text, Tables.Value.Compatible);

    private static string Normalized(string text, Dictionary<int, int[]> decompositions)
    {
        var points = text.EnumerateRunes().SelectMany(rune => Decomposed(rune.Value, decompositions)).ToArray();
        Order(points);
        return string.Concat(Compose(points).Select(char.ConvertFromUtf32));
    }

    private static IEnumerable<int> Decomposed(int point, Dictionary<int, int[]> decompositions)
    {
        if (decompositions.TryGetValue(point, out var parts)) return parts.SelectMany(part => Decomposed(part, decompositions));
        var syllable = point - HangulFirst;
        if (syllable is < 0 or >= HangulCount) return [point];
        var (lead, rest) = Math.DivRem(syllable, VowelCount * TrailCount);
        var (vowel, trail) = Math.DivRem(rest, TrailCount);
        int[] letters = [LeadFirst + lead, VowelFirst + vowel, TrailFirst + trail];
        return letters.Take(trail == 0 ? 2 : 3);
    }

    // Combining marks that follow one another are sorted by their class; those of one class keep their order.
    private static void Order(int[] points)
    {
        for (var start = 0; start < points.Length; start++)
        {
            if (Class(points[start]) == 0) continue;
            var end = start;
            while (end < points.Length && Class(points[end]) != 0) end++;
            points[start..end].OrderBy(Class).ToArray().CopyTo(points, start);
            start = end;
        }
    }

    private static List<int> Compose(int[] points)
    {
        var composed = new List<int>(points.Length);
        var starter = -1;
        var lastClass = 0;
        foreach (var point in points)
        {
            var combiningClass = Class(point);
            // A mark of the same or a higher class in between keeps a later one from its starter.
            var isReached = starter >= 0 && (starter == composed.Count - 1 || lastClass < combiningClass);
            if (isReached && Pair(composed[starter], point) is { } whole)
            {
                composed[starter] = whole;
                continue;
            }

            if (combiningClass == 0) starter = composed.Count;
            lastClass = combiningClass;
            composed.Add(point);
        }

        return composed;
    }

    private static int? Pair(int first, int second)
    {
        if (first - LeadFirst is >= 0 and < HangulCount / (VowelCount * TrailCount) and var lead && second - VowelFirst is >= 0 and < VowelCount and var vowel)
            return HangulFirst + (((lead * VowelCount) + vowel) * TrailCount);
        if (first - HangulFirst is >= 0 and < HangulCount and var syllable && syllable % TrailCount == 0
            && second - TrailFirst is > 0 and < TrailCount and var trail)
            return first + trail;
        return Tables.Value.Compositions.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static int Class(int point) => Tables.Value.Classes.GetValueOrDefault(point);

    private sealed record Table(Dictionary<int, int[]> Canonical, Dictionary<int, int[]> Compatible, Dictionary<(int First, int Second), int> Compositions,
        Dictionary<int, int> Classes)
    {
        public static Table Read()
        {
            var table = new Table([], [], [], []);
            using var lines = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("UnicodeForms.txt")!);
            while (lines.ReadLine() is { } line)
                if (line[0] != '#') table.Add(line.Split(' '));
            return table;
        }

        private void Add(string[] line)
        {
            if (line[0] == "r")
            {
                var range = line[1].Split('-');
                for (var marked = Hex(range[0]); marked <= Hex(range[1]); marked++) Classes[marked] = int.Parse(line[2], CultureInfo.InvariantCulture);
                return;
            }

            var (point, parts) = (Hex(line[1]), line[2..].Select(Hex).ToArray());
            Compatible[point] = parts;
            if (line[0] != "k") Canonical[point] = parts;
            if (line[0] == "c") Compositions[(parts[0], parts[1])] = point;
        }

        private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
