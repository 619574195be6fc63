namespace Vemap.Infrastructure.FileFormats;

/// <summary>Random access to the bytes of a stream through one page in memory, so that the size of the file does not matter.</summary>
internal sealed class ByteWindow(Stream bytes, WorkBudget budget)
{
    private const int PageSize = 32 * 1024;

    private readonly byte[] page = new byte[PageSize];
    private long start;
    private int count;

    /// <summary>The byte at this position, or -1 outside the file.</summary>
    public int At(long position)
    {
        budget.Spend(1);
        var index = position - start;
        if (index >= 0 && index < count) return page[index];
        return Load(position) ? page[position - start] : -1;
    }

    // Half a page before the position too: readers look back a little.
    private bool Load(long position)
    {
        if (position < 0 || position >= bytes.Length) return false;
        budget.Spend(PageSize / 8);
        start = Math.Max(0, position - (PageSize / 8));
        bytes.Position = start;
        count = bytes.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
        return position - start < count;
    }
}
