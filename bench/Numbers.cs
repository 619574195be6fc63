namespace Vemap.Bench;

/// <summary>Figures of several rounds.</summary>
internal static class Numbers
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    public static string Verdict(bool reached) => reached ? "reached" : "NOT REACHED";
}
