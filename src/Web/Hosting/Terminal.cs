namespace Vemap.Web.Hosting;

/// <summary>Output of a verb for the person who typed it; everything else is logged.</summary>
internal static class Terminal
{
#pragma warning disable RS0030 // The one place that writes to the console.
    public static void Write(string line) => Console.WriteLine(line);
#pragma warning restore RS0030
}
