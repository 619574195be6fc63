using System.Text;

namespace Vemap.Domain.MessageTemplates;

/// <summary>Fills a message with what it tells; what is each recipient's own stays a placeholder for the last merge.</summary>
public sealed class MessageRendering
{
    private readonly IReadOnlyDictionary<string, string> common;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, string>> closures;

    public MessageRendering(IReadOnlyDictionary<string, string> common, IReadOnlyList<IReadOnlyDictionary<string, string>> closures)
    {
        this.closures = [.. closures.Select(closure => Joined(common, closure))];
        // About a single closure its values can stand anywhere; about several they would not say which one is meant.
        this.common = this.closures is [var only] ? only : Joined(common, new Dictionary<string, string>());
    }

    /// <summary>What is wrong with a text, whatever it will be filled with: unknown names, blocks that do not close, or that would repeat what repeats.</summary>
    public static IReadOnlyList<string> Errors(string text)
    {
        var errors = new List<string>();
        foreach (var name in Names(text, errors).Where(name => !MessagePlaceholders.All.Contains(name, StringComparer.OrdinalIgnoreCase)))
            errors.Add($"There is no value named {name}.");
        return errors;
    }

    /// <summary>Whether the text asks for this name.</summary>
    public static bool AsksFor(string text, string name) => Names(text, null).Contains(name, StringComparer.OrdinalIgnoreCase);

    public string Line(string text) => Write(text, (words, values) => words.Line(values, MessagePlaceholders.OfRecipient)).Trim();

    public string Html(string text) => Write(text, (words, values) => words.Html(values, MessagePlaceholders.OfRecipient));

    /// <summary>What the text asks for and cannot be filled with.</summary>
    public IReadOnlyList<string> Missing(string text) =>
        [.. Missing(MessageBlocks.Read(text), common).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<string> Names(string text, List<string>? errors) =>
        MessageBlocks.Names(MessageBlocks.Read(text, errors)).Distinct(StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> Missing(IEnumerable<MessagePart> parts, IReadOnlyDictionary<string, string> values) => parts.SelectMany(part => part switch
    {
        MessageWords words => words.Merge.Names.Where(name => !MessagePlaceholders.IsOfRecipient(name) && !values.ContainsKey(name)),
        MessageBlock { Repeats: true } block => closures.SelectMany(closure => Missing(block.Parts, closure).Select(name => $"{name} ({closure[MessagePlaceholders.Number]})")),
        MessageBlock block when IsThere(block.Name, values) => Missing(block.Parts, values),
        _ => [],
    });

    private string Write(string text, Func<MessageMerge, IReadOnlyDictionary<string, string>, string> write)
    {
        var written = new StringBuilder(text.Length * 2);
        Write(MessageBlocks.Read(text), common, write, written);
        return written.ToString();
    }

    private void Write(IEnumerable<MessagePart> parts, IReadOnlyDictionary<string, string> values, Func<MessageMerge, IReadOnlyDictionary<string, string>, string> write, StringBuilder written)
    {
        foreach (var part in parts)
        {
            if (part is MessageWords words) MessageMerge.Append(written, write(words.Merge, values));
            else if (part is MessageBlock { Repeats: true } each) foreach (var closure in closures) Write(each.Parts, closure, write, written);
            else if (part is MessageBlock block && IsThere(block.Name, values)) Write(block.Parts, values, write, written);
        }
    }

    private static bool IsThere(string name, IReadOnlyDictionary<string, string> values) => MessagePlaceholders.IsOfRecipient(name) || values.ContainsKey(name);

    // A value never brings a placeholder of its own, also not after the HTML has been turned into text.
    private static Dictionary<string, string> Joined(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second)
    {
        var joined = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in first.Concat(second)) joined[name] = value.Replace("((", "(\u2060(", StringComparison.Ordinal);
        return joined;
    }
}
