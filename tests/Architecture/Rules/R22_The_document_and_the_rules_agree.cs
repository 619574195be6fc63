using System.Reflection;
using System.Text.RegularExpressions;
using Vemap.Infrastructure.Configuration;

namespace Vemap.Architecture.Rules;

/// <summary>Each rule in the document has a test and the other way round, each decision names existing rules, and each setting is in
/// docs/operations.md.</summary>
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
        var tested = typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule))).Select(type => ((Rule)Activator.CreateInstance(type)!).Id)
            .ToList();
        foreach (var id in documented) yield return Judgement.Of(id, tested.Contains(id), "is in docs/architecture.md and has no test");
        foreach (var id in tested) yield return Judgement.Of(id, documented.Count(other => other == id) == 1, "must be in docs/architecture.md once");
        foreach (var decision in code.Files("docs/adr", "*.md"))
        {
            var last = decision.Text.TrimEnd().Split('\n')[^1];
            yield return Judgement.Of(decision.Path, last.StartsWith("Enforced by: ", StringComparison.Ordinal), "does not end with \"Enforced by: …\"");
            foreach (Match id in Identity().Matches(last))
                yield return Judgement.Of($"{decision.Path}: {id.Value}", tested.Contains(id.Value), "is not a rule");
        }

        var explained = code.Documents.CodeRows("docs/operations.md").Select(row => row[0]).ToHashSet();
        foreach (var setting in Settings(code))
            yield return Judgement.Of(setting, explained.Contains(setting), "is not in docs/operations.md");
    }

    // The properties of the options classes. The settings of the mail server and a few of the identity are still read in other ways.
    private static IEnumerable<string> Settings(Code code)
    {
        var sections = code.Types.Where(type => type.IsClass && type.IsAssignableTo(typeof(IOptionsSection))).SelectMany(Settings);
        var smtp = code.Types.Where(type => type is { IsClass: true, Name: "SmtpOptions" })
            .SelectMany(type => type.GetProperties().Select(property => $"Mail__{property.Name}"));
        var single = code.Files("src", "*.cs").SelectMany(file => Setting().Matches(file.Text))
            .Select(match => $"{(match.Groups["section"].Success ? match.Groups["section"].Value : "Mail")}__{match.Groups["name"].Value}");
        return sections.Concat(smtp).Concat(single).Distinct();
    }

    private static IEnumerable<string> Settings(Type options)
    {
        var section = options.GetProperty(nameof(IOptionsSection.Section), BindingFlags.Public | BindingFlags.Static)!.GetValue(null);
        return options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{section}__{property.Name}");
    }

    [GeneratedRegex("""(?:"(?<section>Identity):|mail(?:\[|\.GetValue[^(]*\()")(?<name>\w+)""")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\bR\d+\b")]
    private static partial Regex Identity();
}
