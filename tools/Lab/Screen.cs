namespace Vemap.Lab;

/// <summary>Prints the results of a measurement or a drill.</summary>
public static class Screen
{
#pragma warning disable RS0030 // The one place that writes to the console.
    public static void Say(string line = "") => Console.WriteLine(line);
#pragma warning restore RS0030
}
