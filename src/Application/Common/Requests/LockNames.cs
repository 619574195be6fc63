namespace Vemap.Application.Common.Requests;

/// <summary>The names under which commands take <see cref="ILocks"/>: one for each rule that spans several rows.</summary>
public static class LockNames
{
    /// <summary>Taken by every command that moves recipients or starts, holds or stops mailings, so that two that settle the last two recipients see each other.</summary>
    public const string Deliveries = "deliveries";
}
