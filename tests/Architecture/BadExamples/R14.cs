namespace Vemap.Domain.R14;

/// <summary>Reads the clock, waits, and writes to the screen.</summary>
public static class R14Impatient
{
    public static void Wait()
    {
        Thread.Sleep(1);
        Console.WriteLine(DateTime.UtcNow);
    }
}
