using System.Buffers.Text;
using System.Text;

namespace Vemap.Application.Common.Requests;

/// <summary>A request for one page of a list.</summary>
public interface IPaged
{
    /// <summary>The cursor from the answer with the previous page; null for the first page.</summary>
    string? Cursor { get; }

    /// <summary>The size of the page, 1 to 200; null: 50.</summary>
    int? Limit { get; }

    /// <summary>Whether the answer includes the number of items on all pages.</summary>
    bool? Count { get; }
}

/// <summary>One page; <c>Next</c> is the cursor of the following one, null at the end.</summary>
/// <param name="Count">The number of items on all pages under the same filters, when this page was read; null unless it was asked for.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long? Count = null);

/// <summary>Cursors hold the sort keys of the last row. They are opaque to clients.</summary>
public static class Paging
{
    public const int MaxLimit = 200;
    private const int UsualLimit = 50;
    private const int LongestCursor = 1000;
    private const char Separator = '\u001f';

    public static int Size(this IPaged request) => request.Limit ?? UsualLimit;

    /// <summary>The number of rows to read: at least one more than asked, to know whether there is a next page. There are only two sizes, so that a list has
    /// two statements, whose plans the database keeps.</summary>
    public static int Take(this IPaged request) => (request.Size() <= UsualLimit ? UsualLimit : MaxLimit) + 1;

    public static Page<T> Page<T>(this IPaged request, IReadOnlyList<T> rows, Func<T, string[]> keys) =>
        rows.Count <= request.Size()
            ? new Page<T>(rows, null)
            : new Page<T>([.. rows.Take(request.Size())], Encode(keys(rows[request.Size() - 1])));

    /// <summary>Adds the number of items on all pages, if it was asked for.</summary>
    public static async Task<Page<T>> CountedAsync<T>(this Page<T> page, IPaged request, Func<Task<long>> count) =>
        request.Count == true ? page with { Count = await count() } : page;

    /// <summary>The sort keys in the cursor, or null on the first page.</summary>
    public static string[]? After(this IPaged request) => request.Cursor is null ? null : Decode(request.Cursor);

    /// <summary>The id in a cursor that holds nothing else, or null on the first page.</summary>
    public static Domain.Common.Id<T>? AfterId<T>(this IPaged request) =>
        request.After() is { } keys ? Domain.Common.Id<T>.Parse(keys[^1], null) : null;

    /// <summary>The rules that all lists share. A cursor has <paramref name="keys"/> parts, the last of them an id.</summary>
    public static void Paged<T>(this AbstractValidator<T> validator, int keys = 1)
        where T : IPaged
    {
        validator.RuleFor(request => request.Limit).InclusiveBetween(1, MaxLimit).WithErrorCode("out-of-range");
        validator.RuleFor(request => request.Cursor).Cascade(CascadeMode.Stop)
            .MaximumLength(LongestCursor).WithErrorCode("unknown-cursor")
            .Must(cursor => cursor is null || (Decode(cursor) is { } parts && parts.Length == keys && Guid.TryParseExact(parts[^1], "D", out _)))
            .WithErrorCode("unknown-cursor")
            .WithMessage("Take the cursor from the next link of the previous page.");
    }

    private static string Encode(string[] keys) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, keys)));

    // An invented cursor may hold anything. PostgreSQL cannot store a text with U+0000.
    private static string[]? Decode(string cursor) =>
        Base64Url.IsValid(cursor) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) is var text && !text.Contains('\0', StringComparison.Ordinal)
            ? text.Split(Separator)
            : null;
}
