using System.Text.RegularExpressions;

namespace Vemap.Architecture.Rules;

/// <summary>A newcomer finds a request by its name: one per file, named as the file, in reading order, 200 lines at most.</summary>
public sealed partial class R07_One_request_per_file : Rule
{
    private const int MostLines = 200;

    protected override int AtLeast => 5;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        foreach (var file in code.Files("src/Application/Features", "*.cs"))
        {
            var requests = Request().Matches(file.Text).Select(match => match.Groups[1].Value).ToList();
            yield return Judgement.Of(file.Path, file.Lines <= MostLines, $"has {file.Lines} lines; let Domain decide more, 200 are the limit");
            yield return Judgement.Of(file.Path, requests.Count <= 1, $"holds {string.Join(" and ", requests)}; a file of its own for each");
            yield return Judgement.Of(file.Path, requests.Count == 0 || requests[0] == file.Name, $"holds {requests.FirstOrDefault()}; name the file like it");
            yield return Judgement.Of(file.Path, file.Path.Split('/').Length == 5, "lies elsewhere than in Features/<Feature>/<Request>.cs");
            yield return Judgement.Of(file.Path, InOrder(file.Text, requests.FirstOrDefault()), "is not in the order request, result, validator, handler");
            yield return Judgement.Of(file.Path,
                file.Text.Contains($"namespace Vemap.Application.Features.{file.Path.Split('/')[^2]};", StringComparison.Ordinal),
                "has a namespace that is not its folder");
        }
    }

    private static bool InOrder(string text, string? request)
    {
        if (request is null) return true;
        int[] places = [text.IndexOf($"record {request}(", StringComparison.Ordinal), text.IndexOf($"record {request}Result", StringComparison.Ordinal),
            text.IndexOf($"class {request}Validator", StringComparison.Ordinal), text.IndexOf($"class {request}Handler", StringComparison.Ordinal)];
        var present = places.Where(place => place >= 0).ToList();
        return present.SequenceEqual(present.Order());
    }

    [GeneratedRegex(@"record (\w+)(?:\([^{;]*\))?\s*:[^{;]*\b(?:ICommand|ILengthyCommand|IQuery|ISnapshotQuery)\b")]
    private static partial Regex Request();
}
