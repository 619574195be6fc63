using System.Data.Common;
using System.Text;

namespace Vemap.Infrastructure.Telemetry;

/// <summary>A failure as it may be logged: the types, codes and stack frames of an exception and of those inside it.</summary>
/// <remarks>Messages are left out, because drivers and parsers put the values of a row or a request into them.</remarks>
public static class FailureText
{
    private const int LongestText = 16_000;
    private const int MostInner = 10;

    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        Append(text, exception, depth: 0);
        return text.Length <= LongestText ? text.ToString() : $"{text.ToString(0, LongestText)} …";
    }

    private static void Append(StringBuilder text, Exception exception, int depth)
    {
        text.Append(exception.GetType().FullName);
        if (Code(exception) is { } code) text.Append(" (").Append(code).Append(')');
        if (exception.StackTrace is { } frames) text.Append('\n').Append(frames);
        if (depth == MostInner || text.Length > LongestText) return;
        Exception[] inside = exception is AggregateException several ? [.. several.InnerExceptions] : exception.InnerException is { } one ? [one] : [];
        foreach (var inner in inside)
        {
            text.Append("\n ---> ");
            Append(text, inner, depth + 1);
        }
    }

    private static string? Code(Exception exception) => exception switch
    {
        DbException { SqlState: { } state } => state,
        ProblemException problem => problem.Code,
        _ => null,
    };
}
