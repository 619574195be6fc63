namespace Vemap.Integration.Common;

/// <summary>The one place that asks again and again: for what only another process knows, the database or a program, and nobody in this one could be told.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(20);

    /// <param name="what">Which must come to be so within a minute; the words of the failure.</param>
    /// <param name="isSo">What is asked, with a token that ends with the minute.</param>
    public static async Task IsSoAsync(string what, Func<CancellationToken, Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
#pragma warning disable RS0030 // Everybody else waits for what they wait for.
            while (!await isSo(limit.Token)) await Task.Delay(BetweenQuestions, limit.Token);
#pragma warning restore RS0030
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Assert.Fail($"After {Patience.TotalSeconds:0} seconds it is not so that {what}.");
        }
    }
}
