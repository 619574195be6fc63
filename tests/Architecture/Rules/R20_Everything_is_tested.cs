using System.Reflection;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;

namespace Vemap.Architecture.Rules;

/// <summary>Every request has integration tests of its own and a runnable example, every aggregate unit tests, and every problem code is met.</summary>
public sealed class R20_Everything_is_tested : Rule
{
    protected override int AtLeast => 200;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var integration = code.Files("tests/Integration", "*Tests.cs").Select(file => file.Name).ToHashSet();
        var unit = code.Files("tests/Unit", "*Tests.cs").Select(file => file.Name).ToList();
        var examples = code.Files("docs/http", "*.http").ToDictionary(file => file.Name, file => file.Text);
        foreach (var request in code.Requests)
        {
            var feature = request.Namespace!.Split('.')[^1];
            yield return Judgement.Of(request, integration.Contains($"{request.Name}Tests"), $"has no tests/Integration/{feature}/{request.Name}Tests.cs");
            if (request.GetCustomAttribute<AccessAttribute>()?.Audience != Audience.System)
                yield return Judgement.Of(request, examples.GetValueOrDefault(feature, "").Contains(request.Name, StringComparison.Ordinal),
                    $"has no example in docs/http/{feature}.http");
        }

        // A refusal that a request can meet is tried by a request; one that only a defect would meet, on the class that gives it.
        var tests = code.Files("tests/Integration", "*.cs").Concat(code.Files("tests/Unit", "*.cs")).Select(file => file.Text).ToList();
        foreach (var problem in code.Documents.CodeRows("docs/problems.md").Select(row => row[0]).Where(cell => cell.Contains('.')))
            yield return Judgement.Of($"docs/problems.md: {problem}", tests.Exists(text => text.Contains($"\"{problem}\"", StringComparison.Ordinal)),
                "is in no test");

        foreach (var aggregate in code.Types.Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(AggregateRoot))))
            yield return Judgement.Of(aggregate, unit.Exists(name => name.StartsWith(aggregate.Name, StringComparison.Ordinal)),
                $"has no {aggregate.Name}Tests in tests/Unit");
    }
}
