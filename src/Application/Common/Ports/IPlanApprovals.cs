namespace Vemap.Application.Common.Ports;

/// <summary>Tells whether a closure has what confirming it needs: an approved current version of a plan that covers it.</summary>
public interface IPlanApprovals
{
    /// <summary>Whether a plan's current version is approved for this closure, now.</summary>
    Task<bool> HasApprovedPlanAsync(ClosureId closure, CancellationToken cancellationToken);
}
