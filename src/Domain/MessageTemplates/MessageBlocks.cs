using System.Text.RegularExpressions;

namespace Vemap.Domain.MessageTemplates;

/// <summary>The blocks of a message: <c>((#closures)) … ((/closures))</c> once per closure, <c>((?name)) … ((/name))</c> only where there is a value.</summary>
internal static partial class MessageBlocks
{
    public const string PerClosure = "closures";

    private const int DeepestNesting = 10;

    /// <summary>The parts of a text; what is wrong with its blocks is added to <paramref name="errors"/>.</summary>
    public static IReadOnlyList<MessagePart> Read(string text, List<string>? errors = null)
    {
        var open = new Stack<Open>([new Open("", false, false)]);
        var place = 0;
        foreach (Match mark in Mark().Matches(text))
        {
            open.Peek().Add(text[place..mark.Index]);
            place = mark.Index + mark.Length;
            var name = MessageMerge.Normal(mark.Groups["name"].Value);
            if (mark.Groups["kind"].Value != "/") open.Push(Begin(name, mark.Groups["kind"].Value == "#", open, errors));
            else if (open.Peek().Name == name && open.Count > 1) Close(open);
            else errors?.Add($"(({'/'}{name})) closes a block that is not open.");
        }

        open.Peek().Add(text[place..]);
        while (open.Count > 1)
        {
            errors?.Add($"The block {open.Peek().Name} is not closed.");
            Close(open);
        }

        var parts = open.Pop().Parts;
        if (errors is not null && IsTorn(parts)) errors.Add("Two brackets (( open a placeholder that is not closed by )), or that has brackets, markup or a line break in its name.");
        return parts;
    }

    /// <summary>The names that stand in a text and in its blocks, with those the blocks depend on.</summary>
    public static IEnumerable<string> Names(IEnumerable<MessagePart> parts) => parts.SelectMany(part => part switch
    {
        MessageWords words => words.Merge.Names,
        MessageBlock { Repeats: true } block => Names(block.Parts),
        MessageBlock block => Names(block.Parts).Append(block.Name),
        _ => [],
    });

    // Only the closures repeat, and only once: fifty of them within each other, five deep, would be three hundred million.
    private static Open Begin(string name, bool repeats, Stack<Open> open, List<string>? errors)
    {
        var fault = repeats && !string.Equals(name, PerClosure, StringComparison.OrdinalIgnoreCase) ? $"There is nothing to repeat named {name}; only ((#{PerClosure})) repeats."
            : repeats && open.Any(outer => outer.Repeats) ? $"((#{PerClosure})) stands within another one."
            : open.Count > DeepestNesting ? $"Blocks stand within each other more than {DeepestNesting} deep."
            : null;
        if (fault is not null && errors?.Contains(fault) == false) errors.Add(fault);
        return new Open(name, repeats && fault is null, fault is not null);
    }

    // What stands in a block that may not be there is written once, as if the block were not.
    private static void Close(Stack<Open> open)
    {
        var block = open.Pop();
        if (block.IsFault) open.Peek().Parts.AddRange(block.Parts);
        else open.Peek().Parts.Add(new MessageBlock(block.Name, block.Repeats, block.Parts));
    }

    private static bool IsTorn(IEnumerable<MessagePart> parts) => parts.Any(part => part switch
    {
        MessageWords words => words.Merge.IsTorn,
        MessageBlock block => IsTorn(block.Parts),
        _ => false,
    });

    [GeneratedRegex(@"\(\((\s|&nbsp;)*(?<kind>[#?/])(?<name>[^()<>\r\n]{1,100})\)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    private sealed record Open(string Name, bool Repeats, bool IsFault)
    {
        public List<MessagePart> Parts { get; } = [];

        public void Add(string text)
        {
            if (text.Length > 0) Parts.Add(new MessageWords(new MessageMerge(text)));
        }
    }
}

internal abstract record MessagePart;

internal sealed record MessageWords(MessageMerge Merge) : MessagePart;

internal sealed record MessageBlock(string Name, bool Repeats, IReadOnlyList<MessagePart> Parts) : MessagePart;
