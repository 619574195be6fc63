using Vemap.Domain.Files;

namespace Vemap.Infrastructure.FileFormats;

/// <summary>How much work one check may do. It counts bytes read, not time, so that the same file always gets the same answer.</summary>
internal sealed class WorkBudget(long left, CancellationToken cancellationToken)
{
    private const long Pace = 1024 * 1024;

    private long left = left;
    private long untilLook = Pace;

    public void Spend(long amount)
    {
        left -= amount;
        if (left < 0) throw new FileFaultException(FileFault.NotCheckable);
        untilLook -= amount;
        if (untilLook > 0) return;
        untilLook = Pace;
        cancellationToken.ThrowIfCancellationRequested();
    }
}
