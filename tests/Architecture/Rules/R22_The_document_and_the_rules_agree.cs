using System.Text.RegularExpressions;

namespace Vemap.Architecture.Rules;

/// <summary>Each rule in the document has its test, each test stands in the document, each decision names rules that exist, and each setting stands in docs/operations.md.</summary>
public sealed partial class R22_The_document_and_the_rules_agree : Rule
{
    private static readonly Dictionary<string, string> Sections = new()
    {
        ["LocalIdentityOptions"] = "Identity",
        ["AuthLimitOptions"] = "Identity",
        ["SmtpOptions"] = "Mail",
        ["LimitOptions"] = "Limits",
        ["ProxyOptions"] = "Proxy",
    };

    protected override int AtLeast => 50;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var documented = code.Documents.Table("Rules").Select(row => row[0]).ToList();
        var tested = typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule))).Select(type => ((Rule)Activator.CreateInstance(type)!).Id).ToList();
        foreach (var id in documented) yield return Judgement.Of(id, tested.Contains(id), "is in docs/architecture.md and has no test");
        foreach (var id in tested) yield return Judgement.Of(id, documented.Count(other => other == id) == 1, "must be in docs/architecture.md once");
        foreach (var decision in code.Files("docs/adr", "*.md"))
        {
            var last = decision.Text.TrimEnd().Split('\n')[^1];
            yield return Judgement.Of(decision.Path, last.StartsWith("Enforced by: ", StringComparison.Ordinal), "does not end with \"Enforced by: …\"");
            foreach (Match id in Identity().Matches(last)) yield return Judgement.Of($"{decision.Path}: {id.Value}", tested.Contains(id.Value), "is no rule");
        }

        var explained = code.Documents.CodeRows("docs/operations.md").Select(row => row[0]).ToHashSet();
        foreach (var setting in Settings(code)) yield return Judgement.Of(setting, explained.Contains(setting), "is read and not explained in docs/operations.md");
    }

    // Settings are read one by one, under their whole name or within the section "mail", or as the properties of an options class.
    private static IEnumerable<string> Settings(Code code) =>
        code.Files("src", "*.cs").SelectMany(file => Setting().Matches(file.Text)).Select(match => match.Groups["section"].Success ? $"{match.Groups["section"].Value}__{match.Groups["name"].Value}" : $"Mail__{match.Groups["name"].Value}")
            .Concat(code.Types.Where(type => type.IsClass && Sections.ContainsKey(type.Name)).SelectMany(type => type.GetProperties().Select(property => $"{Sections[type.Name]}__{property.Name}")))
            .Distinct();

    [GeneratedRegex("""(?:"(?<section>Vemap|Store|MessageStore|Identity|PoolSize|ConnectionStrings):|mail(?:\[|\.GetValue[^(]*\()")(?<name>\w+)""")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\bR\d+\b")]
    private static partial Regex Identity();
}
